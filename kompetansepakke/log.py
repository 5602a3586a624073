import logging
import re

# Where an address has its key: a meeting's, a department's, or the token of a link to a draft; encoded, too.
SECRET = re.compile(r'(/(?:mote|avdeling|forhandsvisning)/)[\w:%-]{20,}', re.IGNORECASE)


class WithoutKeys(logging.Filter):
    """Takes the keys out of the secret addresses in what is written to the log."""

    def filter(self, record):
        record.msg, record.args = SECRET.sub(r'\1…', record.getMessage()), ()
        return True
