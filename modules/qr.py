import segno


def qr_path(text: str) -> tuple[int, str]:
    """`text` as a QR code: (modules along a side, SVG path data of the dark ones), its quiet zone not included."""
    rows = segno.make_qr(text, error='m').matrix
    path = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = next((end for end in range(x, len(row)) if not row[end]), len(row)) - x
            if run:
                path.append(f'M{x} {y}h{run}v1h-{run}z')
            x += run + 1
    return len(rows), ''.join(path)
