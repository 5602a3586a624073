"""How gunicorn runs the portal, in `make run` and in production (figures: README, «Valg»)."""

from pathlib import Path

import environ

from kompetansepakke.log import WithoutKeys

env = environ.Env()
env.read_env(Path(__file__).resolve().parent.parent / '.env')

port = env.int('PORT', default=8000)
bind = f'{env("HOST", default="127.0.0.1")}:{port}'
wsgi_app = 'kompetansepakke.wsgi'
worker_class = 'gthread'
workers = env.int('WEB_CONCURRENCY', default=2)
threads = 8
keepalive = 10
graceful_timeout = 10
control_socket_disable = True
# Else the header SCRIPT_NAME is believed when a proxy on this machine passes it on, whoever sent it.
forwarder_headers = ''
loglevel = 'warning'


def on_starting(server):
    server.log.error_log.addFilter(WithoutKeys())


def when_ready(server):
    print(
        f'\n  Portalen er klar: http://localhost:{port}/\n'
        '  Redaktør? Lag en innlogging med «make admin», og gå til /admin/\n'
        '  Ctrl-C stopper.\n',
        flush=True,
    )
