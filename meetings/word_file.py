"""The minutes as a Word file: A4, in the portal's type, with headings that are headings."""

import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

_UNPRINTABLE = re.compile('[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
# Inter where it is installed; Word takes the nearest it has where it is not.
FONT = 'Inter'
INK, SOFT, RED = '14252D', '50646D', 'B53A24'
# Of each kind of line: the style of Word's that it has, its size in points, whether it is bold, its colour, and the
# space before and after it in points.
LOOKS = {
    'title': ('Heading 1', 22, True, INK, 0, 10),
    'fact': ('Normal', 11, False, INK, 0, 2),
    'heading': ('Heading 2', 13, True, INK, 16, 4),
    'agreement': ('Normal', 15, True, INK, 4, 2),
    'detail': ('Normal', 11, False, INK, 0, 2),
    'text': ('Normal', 11, False, INK, 0, 6),
    'point': ('List Bullet', 11, False, INK, 0, 2),
    'foot': ('Normal', 9, False, SOFT, 24, 0),
}


def as_docx(lines: Iterable[tuple[str, str]], author: str = '', written_at: datetime | None = None) -> bytes:
    """`lines` (kind, text) as a Word file of A4 pages, by `author` at `written_at`. No text can make it fail."""
    # Only those who ask for it pay for loading it.
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Cm

    document = Document()
    about = document.core_properties
    about.language, about.author, about.last_modified_by, about.comments = 'nb-NO', _printable(author)[:255], '', ''
    if written_at:
        about.created = about.modified = written_at.replace(tzinfo=None)
    document.styles.element.find(f'.//{qn("w:lang")}').set(qn('w:val'), 'nb-NO')
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin = page.bottom_margin = Cm(2.2)
    _number_pages(page)
    for kind, text in ((kind, _printable(text)) for kind, text in lines):
        if kind == 'title':
            # The file's own title holds 255 signs.
            about.title = text[:255]
        _add(document, kind, text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: Any, kind: str, text: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style, size, is_bold, colour, before, after = LOOKS[kind]
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(text)
    run.bold, run.font.name, run.font.size = is_bold, FONT, Pt(size)
    run.font.color.rgb = RGBColor.from_string(colour)
    # Headings have fonts of their own for each script.
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for script in ('w:hAnsi', 'w:cs', 'w:eastAsia'):
        fonts.set(qn(script), FONT)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    if kind == 'agreement':
        _line_beside(paragraph)


def _line_beside(paragraph: Any) -> None:
    """A red line along what was agreed."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders, left = OxmlElement('w:pBdr'), OxmlElement('w:left')
    for name, value in (('val', 'single'), ('sz', '36'), ('space', '10'), ('color', RED)):
        left.set(qn(f'w:{name}'), value)
    borders.append(left)
    paragraph._p.get_or_add_pPr().append(borders)


def _number_pages(page: Any) -> None:
    """«Side 2» at the foot of every page, which Word counts."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = page.footer.paragraphs[0]
    paragraph.add_run(_('Side') + ' ')
    field = OxmlElement('w:fldSimple')
    field.set(qn('w:instr'), 'PAGE')
    paragraph._p.append(field)


def _printable(text: str) -> str:
    """`text` without the characters that XML 1.0 has no place for (its `Char`), and without returns."""
    return _UNPRINTABLE.sub('', text)
