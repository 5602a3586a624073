"""How a department works with a module: a meeting has a plan, notes, and one commitment that opens the next."""

from .commitment import Commitment
from .department import Department
from .driven import Press
from .meeting import Meeting
from .note import Note
from .pairing_code import PairingCode

__all__ = ['Commitment', 'Department', 'Meeting', 'Note', 'PairingCode', 'Press']
