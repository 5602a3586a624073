"""Addresses: what stands in them is typed from a hand-out, so it is short, lower case and without æøå."""

import secrets

# What nobody mistakes for something else on paper, and no vowels, so that no words come out.
ALPHABET = 'bcdfghjkmnpqrstvwxz23456789'
# First parts of our own addresses: a package with such a slug could not be reached. The database holds it.
RESERVED = [
    'admin', 'avdeling', 'bli-med', 'helse', 'media', 'mote', 'personvern', 'sok', 'static', 'tilbakemelding',
    'tilgjengelighet',
]  # fmt: skip
# And of those to come: other languages, logging in with an account from elsewhere, and who is behind the portal.
TO_COME = ['innlogging', 'nb', 'nn', 'oidc', 'om', 'se']


def random_slug() -> str:
    """Five characters that stay with a question or a case for good, wherever it is moved: 14 million of them."""
    return ''.join(secrets.choice(ALPHABET) for _ in range(5))
