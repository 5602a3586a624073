"""The portal as it runs in production: gunicorn's processes, on the database of the test."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request

from django.db import connection


class Server:
    """Takes what it is set up with beyond the database and the port, as variables of its environment."""

    def __init__(self, **environment):
        self.environment = environment
        self.port = free_port()
        self.url = f'http://127.0.0.1:{self.port}'
        self.process = None

    def start(self):
        """Returns when it answers."""
        environment = os.environ | {'DATABASE_URL': database_url(), 'PORT': str(self.port)} | self.environment
        command = [sys.executable, '-m', 'gunicorn', '--config', 'python:kompetansepakke.gunicorn']
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
        for _ in range(300):
            assert self.process.poll() is None, 'gunicorn gave up'
            try:
                return urllib.request.urlopen(f'{self.url}/helse/', timeout=5).close()
            except OSError:
                time.sleep(0.1)
        raise AssertionError('gunicorn never answered')

    def kill(self):
        """As if the plug was pulled: nobody gets to finish anything."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait()


def free_port():
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        return free.getsockname()[1]


def database_url():
    """The address of the test's own database, as DATABASE_URL has it."""
    name = connection.settings_dict['NAME']
    if connection.vendor == 'sqlite':
        return f'sqlite:///{name}'
    return urllib.parse.urlsplit(os.environ['DATABASE_URL'])._replace(path=f'/{name}').geturl()
