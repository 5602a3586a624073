"""The editors' workbench: Django's admin, for people who know the subject and no HTML."""

from modules.admin import content, feedback, people

__all__ = ['content', 'feedback', 'people']
