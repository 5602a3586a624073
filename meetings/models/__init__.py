"""How a department works with a module: a meeting has a plan, notes, and one commitment that opens the next."""

from .commitment import Commitment
from .department import Department
from .meeting import Meeting
from .note import Note
from .pairing_code import PairingCode
from .running import Press

__all__ = ['Commitment', 'Department', 'Meeting', 'Note', 'PairingCode', 'Press']
