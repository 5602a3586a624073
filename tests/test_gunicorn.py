"""What the server in front of Django lets through, as it is set up in production."""

import http.client

import pytest
from django.core.management import call_command

from tests.server import Server

PATH = '/norskopplaering/modul-4/'


@pytest.fixture
def server(transactional_db):
    call_command('loaddata', 'norskopplaering', verbosity=0)
    server = Server()
    server.start()
    yield server
    server.stop()


def asked(server, **headers):
    """(status, body) of PATH, on a connection of its own, which any of the processes may take."""
    connection = http.client.HTTPConnection('127.0.0.1', server.port, timeout=30)
    connection.request('GET', PATH, headers=headers)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, body


def test_no_header_of_a_visitors_decides_which_page_others_get(server):
    here = PATH.rstrip('/')
    hostile = [
        {'SCRIPT_NAME': here}, {'SCRIPT_NAME': '/'}, {'SCRIPT_NAME': '/x'}, {'PATH_INFO': '/'},
        {'SCRIPT_NAME': here, 'PATH_INFO': '/'},
    ]  # fmt: skip

    answers = {asked(server, **headers) for headers in hostile * 4} | {asked(server) for _ in range(20)}

    assert len(answers) == 1
    status, body = answers.pop()
    assert status == 200
    assert f'href="{PATH}storskjerm/"' in body
