from django.core.exceptions import ImproperlyConfigured

ON = ('true', 'on', 'yes', '1', 'ja')
OFF = ('', 'false', 'off', 'no', '0', 'nei')


def switch(env, name):
    """Whether the variable `name` is on; off where there is none. One that says neither lets nothing start."""
    value = env(name, default='').strip()
    if value.lower() not in (*ON, *OFF):
        raise ImproperlyConfigured(f'{name} er «{value}». Skriv true eller false (eller on/off, yes/no, 1/0, ja/nei).')
    return value.lower() in ON
