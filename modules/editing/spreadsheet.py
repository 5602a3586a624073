import csv
import io
from collections.abc import Iterable

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection).
FORMULA_STARTS = ('=', '+', '-', '@', '\t', '\r', '\n')


def csv_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    """`rows` of texts as a CSV file that a Norwegian Excel opens rightly: semicolons, CRLF, UTF-8 that says so.

    A text that begins as a formula gets an apostrophe before it, and is shown as text. Lines within a text are kept.
    """
    file = io.StringIO(newline='')
    writer = csv.writer(file, delimiter=';', lineterminator='\r\n')
    writer.writerows([_cell(text) for text in row] for row in rows)
    return file.getvalue().encode('utf-8-sig')


def _cell(text: str) -> str:
    defused = f"'{text}" if text.startswith(FORMULA_STARTS) else text
    return defused.replace('\r\n', '\n')
