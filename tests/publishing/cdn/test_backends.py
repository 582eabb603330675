"""Each backend asks its CDN to purge by key, in the CDN's own way, and notices when it does not."""

import json

import pytest

from clinic_cms.publishing.cdn.backends import (
    CloudflareBackend,
    FastlyBackend,
    PurgeError,
    PurgesKeys,
    VarnishBackend,
)
from tests.receiver import hang, nonsense, running, status

KEYS = ["shared", "clinic:12"]


@pytest.fixture
def cdn():
    with running() as start:
        yield start()


def here(cdn):
    return f"http://127.0.0.1:{cdn.server_port}"


def cloudflare(cdn):
    return CloudflareBackend({"ZONEID": "z1", "BEARER_TOKEN": "hush", "ENDPOINT": here(cdn)})


def fastly(cdn):
    return FastlyBackend({"SERVICE_ID": "s1", "API_TOKEN": "hush", "ENDPOINT": here(cdn)})


def varnish(cdn):
    return VarnishBackend({"LOCATION": here(cdn)})


def content(body: bytes):
    """Answer 200 with a body."""

    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def test_cloudflare_is_told_tags(cdn):
    cdn.answer(content(b'{"success": true}'))
    cloudflare(cdn).purge_keys(KEYS)
    [(headers, body)] = cdn.received
    assert json.loads(body) == {"tags": KEYS}
    assert headers["authorization"] == "Bearer hush"


def test_cloudflare_takes_an_older_key_with_an_address(cdn):
    cdn.answer(content(b'{"success": true}'))
    settings = {"ZONEID": "z1", "EMAIL": "it@agency.example", "API_KEY": "hush"}
    CloudflareBackend({**settings, "ENDPOINT": here(cdn)}).purge_keys(KEYS)
    [(headers, _body)] = cdn.received
    assert (headers["x-auth-email"], headers["x-auth-key"]) == ("it@agency.example", "hush")


@pytest.mark.parametrize("body", [b'{"success": false}', b"<html>", b"[]", b""])
def test_cloudflare_says_within_a_200_that_it_did_not_purge(cdn, body):
    cdn.answer(content(body))
    with pytest.raises(PurgeError, match="Cloudflare"):
        cloudflare(cdn).purge_keys(KEYS)


def test_fastly_is_told_surrogate_keys(cdn):
    fastly(cdn).purge_keys(KEYS)
    [(headers, body)] = cdn.received
    assert (headers["surrogate-key"], headers["fastly-key"]) == ("shared clinic:12", "hush")
    assert body == b""


def test_fastly_also_purges_a_url_for_other_code(cdn):
    fastly(cdn).purge_batch(["https://kosak.example/fees/?page=2"])
    assert len(cdn.received) == 1


def test_varnish_is_told_in_a_header_that_its_vcl_reads(cdn):
    varnish(cdn).purge_keys(KEYS)
    [(headers, _body)] = cdn.received
    assert headers["xkey-purge"] == "shared clinic:12"


@pytest.mark.parametrize("backend", [cloudflare, fastly, varnish])
@pytest.mark.parametrize("answer", [status(401), status(429), status(500), nonsense])
def test_a_cdn_that_refuses_is_noticed(cdn, backend, answer):
    cdn.answer(answer)
    with pytest.raises(PurgeError) as error:
        backend(cdn).purge_keys(KEYS)
    assert "hush" not in str(error.value)


def test_a_cdn_that_is_down_is_noticed(cdn):
    backend = fastly(cdn)
    cdn.shutdown()
    cdn.server_close()
    with pytest.raises(PurgeError, match="refused"):
        backend.purge_keys(KEYS)


def test_a_cdn_that_never_answers_is_left(cdn, monkeypatch):
    monkeypatch.setattr("clinic_cms.publishing.cdn.backends.SECONDS", 0.2)
    cdn.answer(hang)
    with pytest.raises(PurgeError):
        fastly(cdn).purge_keys(KEYS)


@pytest.mark.parametrize("backend", [cloudflare, fastly, varnish])
def test_all_are_recognised_as_purging_by_key(cdn, backend):
    assert isinstance(backend(cdn), PurgesKeys)
