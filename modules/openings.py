"""Places in our pages that another app may fill. The page names the place, and does not know who fills it."""

from collections.abc import Callable

_fillings: dict[str, Callable[..., str]] = {}


def fill(name: str, draw: Callable[..., str]) -> None:
    """Let `draw` fill the opening `name`: it gets what the page has to tell by name, and answers with safe HTML."""
    _fillings[name] = draw


def filling(name: str, **told) -> str:
    """What stands in the opening `name`; '' where nobody fills it."""
    return _fillings[name](**told) if name in _fillings else ''
