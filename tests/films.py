"""Films of a few hundred bytes: all that says what they are, and nothing that is seen (ISO/IEC 14496-12)."""

import struct


def mp4(codec=b'avc1', seconds=12, brand=b'isom', sound=None, more=b''):
    """An MP4 with a track of pictures in `codec` (None for none), and one of `sound`; `more` fills it up."""
    tracks = [_track(1, b'vide', codec, seconds)] if codec else []
    tracks += [_track(2, b'soun', sound, seconds)] if sound else []
    head = struct.pack('>IIIII', 0, 0, 0, 1000, seconds * 1000) + struct.pack('>IH', 0x10000, 0x100) + bytes(10)
    head += _MATRIX + bytes(24) + struct.pack('>I', len(tracks) + 1)
    boxes = [_box(b'ftyp', brand + bytes(4) + brand), _box(b'moov', _box(b'mvhd', head), *tracks)]
    return b''.join([*boxes, _box(b'mdat', bytes(64)), *([_box(b'free', more)] if more else [])])


def webm(codec='V_VP8', seconds=12):
    """A WebM (Matroska's EBML) with a track of pictures in `codec`."""
    header = _element(0x1A45DFA3, _element(0x4282, b'webm'), _element(0x4287, b'\x04'), _element(0x4285, b'\x02'))
    info = _element(
        0x1549A966, _element(0x2AD7B1, b'\x0f\x42\x40'), _element(0x4489, struct.pack('>d', seconds * 1000))
    )
    video = _element(0xE0, _element(0xB0, b'\x00\xa0'), _element(0xBA, b'\x5a'))
    entry = _element(0xAE, _element(0xD7, b'\x01'), _element(0x73C5, b'\x01'), _element(0x83, b'\x01'),
                     _element(0x86, codec.encode()), video)  # fmt: skip
    return header + _element(0x18538067, info, _element(0x1654AE6B, entry))


_MATRIX = struct.pack('>9I', 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def _box(kind, *parts):
    content = b''.join(parts)
    return struct.pack('>I', len(content) + 8) + kind + content


def _track(number, kind, codec, seconds):
    is_video = kind == b'vide'
    head = struct.pack('>IIIIII', 7, 0, 0, number, 0, seconds * 1000) + bytes(8) + struct.pack('>hhhH', 0, 0, 0, 0)
    head += _MATRIX + struct.pack('>II', 160 << 16 if is_video else 0, 90 << 16 if is_video else 0)
    if is_video:
        entry = bytes(6) + struct.pack('>H', 1) + bytes(16) + struct.pack('>HHIIIH', 160, 90, 0x480000, 0x480000, 0, 1)
        entry += bytes(32) + struct.pack('>Hh', 24, -1) + (_AVC if codec == b'avc1' else b'')
        media = _box(b'vmhd', struct.pack('>I', 1) + bytes(8))
    else:
        entry = bytes(6) + struct.pack('>H', 1) + bytes(8) + struct.pack('>HHHHI', 2, 16, 0, 0, 48000 << 16)
        media = _box(b'smhd', bytes(8))
    samples = [_box(b'stsd', struct.pack('>II', 0, 1), _box(codec, entry)),
               _box(b'stts', struct.pack('>IIII', 0, 1, 1, seconds * 1000)),
               _box(b'stsc', struct.pack('>IIIII', 0, 1, 1, 1, 1)), _box(b'stsz', struct.pack('>IIII', 0, 0, 1, 64)),
               _box(b'stco', struct.pack('>III', 0, 1, 48))]  # fmt: skip
    here = _box(b'dinf', _box(b'dref', struct.pack('>II', 0, 1), _box(b'url ', struct.pack('>I', 1))))
    info = _box(b'minf', media, here, _box(b'stbl', *samples))
    return _box(b'trak', _box(b'tkhd', head), _box(
        b'mdia', _box(b'mdhd', struct.pack('>IIIIIHH', 0, 0, 0, 1000, seconds * 1000, 0x55C4, 0)),
        _box(b'hdlr', struct.pack('>II', 0, 0) + kind + bytes(12) + b'\0'), info,
    ))  # fmt: skip


# Baseline, level 1.1, with the set of parameters of a picture of 160 by 96: 8 bits and 4:2:0 by being baseline.
_AVC = _box(b'avcC', bytes.fromhex('0142c00bffe1000a6742c00bda0284ffe0a001000568ce0fc8'))


def _element(kind, *parts):
    content = b''.join(parts)
    name = kind.to_bytes((kind.bit_length() + 7) // 8, 'big')
    return name + (0x01 << 56 | len(content)).to_bytes(8, 'big') + content
