"""Signs as they are printed in Norwegian, for short texts that are no Markdown (which has its own way to them)."""

import re


def typeset(text: str) -> str:
    """`text` with straight double quotes made «» and a double hyphen made a dash; what is right stays as it is."""
    text = re.sub(r'(?<!-)--(?!-)', '–', text)
    text = re.sub(r'(^|[\s(\[–/])"(?=\S)', r'\1«', text)
    return text.replace('"', '»')
