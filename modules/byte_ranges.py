"""Parts of a file over HTTP (RFC 9110, section 14): what lets a phone start a film, and anyone jump in one."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

CHUNK = 64 * 1024
_RANGE = re.compile(r'bytes=(\d*)-(\d*)', re.ASCII | re.IGNORECASE)


def answer(request: HttpRequest, response: Any) -> HttpResponseBase:
    """`response`, a whole file, or the part of it that `request` asks for: 206, or 416 when there is no such part.

    A request for several parts at once, or one whose If-Range names another edition of the file, gets it whole, as the
    RFC lets us.
    """
    size = int(response.headers['Content-Length'])
    response.headers['Accept-Ranges'] = 'bytes'
    wanted = parse(request.headers.get('Range', ''), size) if request.method == 'GET' else None
    edition = request.headers.get('If-Range')
    if wanted is None or (edition and edition != response.headers['Last-Modified']):
        return response
    headers = {name: response.headers[name] for name in ('Content-Type', 'Last-Modified', 'Accept-Ranges')}
    if not wanted:
        response.close()
        return HttpResponse(status=416, headers=headers | {'Content-Range': f'bytes */{size}'})
    headers['Content-Range'] = f'bytes {wanted.start}-{wanted.stop - 1}/{size}'
    headers['Content-Length'] = str(len(wanted))
    return StreamingHttpResponse(_read(response.file_to_stream, wanted), status=206, headers=headers)


def parse(header: str, size: int) -> range | None:
    """The `range` of bytes that `header` asks for in a file of `size` bytes; empty when it lies outside of the file.

    None when the header asks for nothing we answer with a part: it is absent, malformed, or of several ranges.
    """
    match = _RANGE.fullmatch(header.strip())
    if not match or match.groups() == ('', ''):
        return None
    # So long a number is past the end of any file.
    first, last = (int(digits[:20]) if digits else None for digits in match.groups())
    if first is None:
        return range(max(0, size - (last or 0)), size)
    if last is not None and last < first:
        return None
    return range(first, size if last is None else min(last + 1, size))


def _read(file: BinaryIO, wanted: range) -> Iterator[bytes]:
    with file:
        file.seek(wanted.start)
        left = len(wanted)
        while left and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
