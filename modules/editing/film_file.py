"""What is in a film file: whether browsers show it, and how long it is. The name of a file says nothing about it."""

import json
import re
import subprocess
import sys
from os import PathLike
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

# What Chromium, Firefox and Safari all play, by the names that MediaInfo gives.
CONTAINERS = {'MPEG-4': 'mp4', 'WebM': 'webm'}
PICTURES = {'AVC', 'VP8', 'VP9', 'AV1'}
SOUND = {'AAC', 'MPEG Audio', 'Opus', 'Vorbis', 'FLAC'}
# ISO/IEC 14496-12 (a box of type «ftyp» comes first), and the EBML header that Matroska and WebM begin with.
_BEGINS = re.compile(rb'.{4}ftyp|\x1aE\xdf\xa3', re.DOTALL)
SECONDS = 30
# In a process of its own: the library is native code, and a file from somebody else is what it reads.
_LOOK = 'import sys; from pymediainfo import MediaInfo; print(MediaInfo.parse(sys.argv[1], output="JSON"))'


class FilmError(ValueError):
    """Browsers would not show the film; the text says why, and the way out, to the editor."""


def look_into(file: File) -> tuple[str, int | None]:
    """(extension, seconds) of the film in `file`; the seconds are None when the file does not say. Raises FilmError."""
    # Other files name further files, which are not to be looked for.
    file.seek(0)
    begins = file.read(8)
    file.seek(0)
    tracks = _tracks_of(file) if _BEGINS.match(begins) else []
    if tracks is None:
        # Nothing could be seen, which says nothing against the film.
        return 'webm' if begins.startswith(b'\x1aE') else 'mp4', None
    general = next((track for track in tracks if track['@type'] == 'General'), {})
    video = [track for track in tracks if track['@type'] == 'Video']
    container = CONTAINERS.get(general.get('Format', ''))
    if str(general.get('CodecID', '')).strip() == 'qt':
        raise FilmError(_('Filmen er en QuickTime-film (.mov), som mange nettlesere ikke viser. %s') % _way_out())
    if container is None or not video:
        raise FilmError(_('Fila er ikke en film nettlesere kan vise. %s') % _way_out())
    for track in video:
        if track.get('Format') == 'HEVC':
            raise FilmError(
                _('Filmen er laget med HEVC (H.265), som mange nettlesere viser som svart. %s') % _way_out()
            )
        is_for_screens = track.get('BitDepth', '8') == '8' and track.get('ChromaSubsampling', '4:2:0') == '4:2:0'
        if track.get('Format') == 'AVC' and not is_for_screens:
            raise FilmError(_('Filmen er laget for klipping, og mange nettlesere viser den ikke. %s') % _way_out())
        if track.get('Format') not in PICTURES:
            what = {'codec': track.get('Format', '?'), 'way_out': _way_out()}
            raise FilmError(_('Bildet i filmen er laget med %(codec)s, som nettlesere ikke viser. %(way_out)s') % what)
    # The first is the one that is played.
    for track in [track for track in tracks if track['@type'] == 'Audio'][:1]:
        if track.get('Format') not in SOUND:
            what = {'codec': track.get('Format', '?'), 'way_out': _way_out()}
            raise FilmError(_('Lyden i filmen er laget med %(codec)s, som nettlesere ikke spiller. %(way_out)s') % what)
    return container, _seconds(general) or _seconds(video[0])


def _way_out() -> str:
    return _('Lagre den på nytt som MP4 med H.264 og AAC, for eksempel med det gratis programmet HandBrake.')


def _seconds(track: dict[str, Any]) -> int | None:
    """Whole seconds, half of one up; at least one."""
    try:
        return max(1, round(float(track['Duration']))) if float(track['Duration']) > 0 else None
    except (KeyError, ValueError):
        return None


def _tracks_of(file: File) -> list[dict[str, Any]] | None:
    """What MediaInfo sees in the file; None when it sees nothing in time, or breaks down."""
    path = getattr(file, 'path', None) or getattr(file.file, 'name', None)
    if isinstance(path, str | PathLike) and Path(path).is_file():
        return _look(str(path))
    with NamedTemporaryFile() as copy:
        file.seek(0)
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        file.seek(0)
        return _look(copy.name)


def _look(path: str) -> list[dict[str, Any]] | None:
    try:
        seen = subprocess.run([sys.executable, '-c', _LOOK, path], capture_output=True, timeout=SECONDS, check=True)
        return (json.loads(seen.stdout).get('media') or {}).get('track', [])
    except (subprocess.SubprocessError, ValueError):
        return None
