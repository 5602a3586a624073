"""What nynorsk will need of the pages. Their words are in bokmål until there is a translation."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

# Said of several things, in words that nynorsk has several of: «førre modulen», «førre steget».
AMBIGUOUS = 'Neste|Forrige|Start|igjen|Velkommen|Åpen'


@pytest.mark.parametrize('language', ['nb', 'nn'])
def test_page_says_which_language_is_active(content, client, language):
    with override(language):
        page = client.get('/norskopplaering/modul-2/').content.decode()
        broken = render_to_string('500.html')

    assert f'<html lang="{language}"' in page
    assert f'<meta property="og:locale" content="{language}_NO">' in page
    assert f'<html lang="{language}"' in broken


def test_word_that_means_several_things_says_which():
    walked = [path for folder in ('components', 'modules', 'wall') for path in Path('templates', folder).glob('*.html')]
    pattern = rf'{{% translate "(?:{AMBIGUOUS})".*?%}}'
    alone = [(path.name, text) for path in walked for text in re.findall(pattern, path.read_text())]

    assert [text for text in alone if ' context "' not in text[1]] == [], (
        'Say of what: {% translate "…" context "step" %}'
    )
    assert alone
