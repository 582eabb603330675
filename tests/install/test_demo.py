"""The demo's command, before it loads anything."""

import socket

import pytest
from django.core.management import CommandError, call_command

from clinic_cms.models import Clinic


@pytest.fixture
def taken_port(settings):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        settings.CLINIC_CMS = {**settings.CLINIC_CMS, "PORT": port}
        yield port


@pytest.mark.django_db
def test_a_port_in_use_is_found_before_anything_is_loaded(taken_port, settings):
    settings.DEMO_LOGINS = {}
    with pytest.raises(CommandError) as caught:
        call_command("demo")
    assert f"Port {taken_port} cannot be used" in str(caught.value)
    assert "make demo" in str(caught.value)
    assert not Clinic.objects.exists()
