"""Certificates are checked for the name in the URL, whatever the address."""

import shutil
import ssl
import subprocess
from functools import cache

import pytest

from clinic_cms.publishing.webhooks import http_post

HOST = "receiver.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    key, chain = folder / "key.pem", folder / "chain.pem"
    openssl = shutil.which("openssl")
    assert openssl, "The tests of TLS make a certificate with openssl."
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-keyout", key, "-out", chain, "-days", "2", "-subj", f"/CN={HOST}"),
            *("-addext", f"subjectAltName=DNS:{HOST}"),
        ],
        check=True,
        capture_output=True,
    )
    return key, chain


@pytest.fixture
def secure(receiver, certificate):
    """The receiver behind TLS; it notes the name that clients ask for."""
    key, chain = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    receiver.asked_for = []
    context.sni_callback = lambda _socket, name, _context: receiver.asked_for.append(name)
    receiver.socket = context.wrap_socket(receiver.socket, server_side=True)
    return receiver


def send(receiver, host=HOST):
    url = f"https://{host}:{receiver.server_port}/"
    return http_post.post(url, b"{}", {}, resolver=lambda name, port: ["127.0.0.1"])


def trust(chain, monkeypatch):
    context = cache(lambda: ssl.create_default_context(cafile=chain))
    monkeypatch.setattr(http_post, "_tls", context)


def test_a_certificate_that_no_one_vouches_for_is_refused(secure):
    assert send(secure).error == "The certificate is not valid: self-signed certificate."
    assert secure.received == []


def test_the_name_in_the_url_is_asked_for_and_checked(secure, certificate, monkeypatch):
    trust(certificate[1], monkeypatch)
    assert send(secure).status == 200
    assert secure.asked_for == [HOST]
    assert "not valid for 'other.example'" in send(secure, "other.example").error
    assert len(secure.received) == 1
