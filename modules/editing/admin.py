"""The editors' workbench: Django's admin, for people who know the subject and no HTML."""

from modules.editing.pages import feedback, module, package, people

__all__ = ['feedback', 'module', 'package', 'people']
