"""How gunicorn runs the portal, in `make run` and in production (figures: README, «Valg»)."""

import os

bind = f'{os.environ.get("HOST", "127.0.0.1")}:{os.environ.get("PORT", "8000")}'
wsgi_app = 'kompetansepakke.wsgi'
worker_class = 'gthread'
workers = int(os.environ.get('WEB_CONCURRENCY', '2'))
threads = 8
keepalive = 10
graceful_timeout = 10
control_socket_disable = True
loglevel = 'warning'


def when_ready(server):
    print(
        f'\n  Portalen er klar: http://localhost:{server.address[0][1]}/\n'
        '  Redaktør? Lag en innlogging med «make admin», og gå til /admin/\n'
        '  Ctrl-C stopper.\n',
        flush=True,
    )
