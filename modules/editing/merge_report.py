from modules.editing import word_diff
from modules.editing.merge import Merged


class MergeReport:
    """What the second of two people to save is shown.

    `differences` are (label, pieces) from what is stored to what was typed, where both have changed the same field;
    `labels` name what only the other one has changed.
    """

    def __init__(self, names: dict[str, str], merged: Merged) -> None:
        self.differences = [
            (names[conflict.name], word_diff.compare(conflict.theirs, conflict.mine)) for conflict in merged.conflicts
        ]
        # The box that deletes a row is ticked in no row that is stored.
        taken = [name for name in merged.taken if name in names and not name.endswith('-DELETE')]
        self.labels = list(dict.fromkeys(names[name] for name in taken))
