"""How a file is sent: whole or in part, again or not, by us or by others."""

from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage, default_storage
from django.test import RequestFactory, override_settings

from clinic_cms.web.file_responses import Sending, SignedURLs, send

CONTENT = b"0123456789"


@pytest.fixture
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Sending(
        default_storage, default_storage.save("images/a.png", ContentFile(CONTENT)), True
    )


def ask(stored, method="GET", **headers):
    request = RequestFactory().generic(method, "/media/images/a.png", headers=headers)
    response = send(request, stored)
    if response is not None:
        response.read = response.getvalue()
        if response.streaming:
            response.file_to_stream.close()
    return response


def content_of(response):
    return response.read


def test_a_file_is_sent_whole(stored):
    response = ask(stored)

    assert content_of(response) == CONTENT
    assert response["Content-Type"] == "image/png"
    assert response["Content-Length"] == "10"
    assert response["Accept-Ranges"] == "bytes"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_head_has_the_length_alone(stored):
    response = ask(stored, "HEAD")

    assert content_of(response) == b""
    assert response["Content-Length"] == "10"


def test_what_has_not_changed_is_not_sent_again(stored):
    first = ask(stored)
    for name, value in (
        ("If-None-Match", first["ETag"]),
        ("If-Modified-Since", first["Last-Modified"]),
    ):
        again = ask(stored, **{name: value})
        assert (again.status_code, content_of(again)) == (304, b"")
        assert again["Cache-Control"] == first["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize(
    ("asked", "content", "named"),
    [
        ("bytes=2-4", b"234", "bytes 2-4/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=0-999", CONTENT, "bytes 0-9/10"),
    ],
)
def test_a_part_is_sent(stored, asked, content, named):
    response = ask(stored, Range=asked)

    assert (response.status_code, response["Content-Range"]) == (206, named)
    assert content_of(response) == content
    assert response["Content-Length"] == str(len(content))


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=-", "lines=1-2", "bytes=b-c"])
def test_what_cannot_be_sent_in_parts_is_sent_whole(stored, asked):
    assert content_of(ask(stored, Range=asked)) == CONTENT


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=5-4", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused(stored, asked):
    response = ask(stored, Range=asked)
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10")


def test_a_part_of_another_version_is_not_sent(stored):
    etag = ask(stored)["ETag"]
    assert ask(stored, Range="bytes=2-4", **{"If-Range": etag}).status_code == 206
    assert ask(stored, Range="bytes=2-4", **{"If-Range": '"other"'}).status_code == 200


def test_a_file_that_is_gone_is_none(stored):
    default_storage.delete(stored.name)
    assert ask(stored) is None


@override_settings(CLINIC_CMS={"FILES_ACCEL_PREFIX": "/files/"})
def test_nginx_is_told_what_to_send(stored):
    response = ask(replace(stored, name="images/müller 1.png"))

    assert response["X-Accel-Redirect"] == "/files/images/m%C3%BCller%201.png"
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert content_of(response) == b""


class Bucket(FileSystemStorage):
    """An object store, as far as it matters: no paths, and URLs that are signed."""

    def path(self, name):
        raise NotImplementedError

    def url(self, name):
        return f"https://bucket.example/{name}?expires=60"


class OwnBucket(SignedURLs, Bucket):
    """The same, with URLs of ours."""


def test_an_object_store_is_led_to_by_a_signed_url():
    storage = OwnBucket()
    assert storage.url("images/a b.png") == "/media/images/a%20b.png"

    response = ask(Sending(storage, "images/a.png", is_public=True))

    assert response.url == "https://bucket.example/images/a.png?expires=60"
    assert response["Cache-Control"] == "private, no-cache"


def test_documents_lead_to_any_object_store():
    response = ask(Sending(Bucket(), "documents/a.pdf", is_public=True))
    assert response.url.startswith("https://bucket.example/")


def test_a_storage_without_paths_or_urls_of_its_own_is_read():
    storage = InMemoryStorage()
    name = storage.save("a.png", ContentFile(CONTENT))

    assert content_of(ask(Sending(storage, name, is_public=True))) == CONTENT
