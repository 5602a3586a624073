"""Small colour profiles (ICC.1:2001-04), made here so that no picture has to be fetched to try one."""

import struct

# The primaries of Display P3, as seen in the light of the profile (D50).
DISPLAY_P3 = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))


def _fixed(*numbers):
    return b''.join(struct.pack('>i', round(number * 65536)) for number in numbers)


def _profile(kind, space, pcs, tags):
    table, data = struct.pack('>I', len(tags)), b''
    start = 132 + 12 * len(tags)
    for name, content in tags.items():
        table += name + struct.pack('>II', start + len(data), len(content))
        data += content + b'\0' * (-len(content) % 4)
    head = struct.pack('>I4sI4s4s4s', start + len(data), b'\0' * 4, 0x02100000, kind, space, pcs)
    head += b'\0' * 12 + b'acsp' + b'\0' * 28 + _fixed(0.9642, 1, 0.8249)
    return head.ljust(128, b'\0') + table + data


def rgb_profile(primaries, gamma=2.2):
    curve = b'curv' + struct.pack('>IIH', 0, 1, round(gamma * 256))
    tags = {b'wtpt': b'XYZ ' + b'\0' * 4 + _fixed(0.9642, 1, 0.8249)}
    for letter, primary in zip('rgb', primaries, strict=True):
        tags[f'{letter}XYZ'.encode()] = b'XYZ ' + b'\0' * 4 + _fixed(*primary)
        tags[f'{letter}TRC'.encode()] = curve
    return _profile(b'mntr', b'RGB ', b'XYZ ', tags)


def grey_profile(gamma):
    curve = b'curv' + struct.pack('>IIH', 0, 1, round(gamma * 256))
    white = b'XYZ ' + b'\0' * 4 + _fixed(0.9642, 1, 0.8249)
    return _profile(b'mntr', b'GRAY', b'XYZ ', {b'wtpt': white, b'kTRC': curve})


def cmyk_profile(lightness_of_cyan):
    """Inks in which cyan alone is a grey of that lightness (0–100), every other ink black, and none white."""
    lights = [100, 0, 0, 0, 0, 0, 0, 0, lightness_of_cyan] + [0] * 7
    grid = b''.join(struct.pack('>HHH', round(light * 652.8), 32768, 32768) for light in lights)
    line = struct.pack('>HH', 0, 65535)
    identity = _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    table = b'mft2' + b'\0' * 4 + bytes([4, 3, 2, 0]) + identity + struct.pack('>HH', 2, 2) + line * 4 + grid + line * 3
    white = b'XYZ ' + b'\0' * 4 + _fixed(0.9642, 1, 0.8249)
    return _profile(b'prtr', b'CMYK', b'Lab ', {b'wtpt': white, b'A2B0': table})
