"""Uploading a PO file in the editor of translations."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from clinic_cms.translating.memory import ensure_translation
from tests.admin.conftest import make_owner
from tests.factories import locale, make_library
from tests.translating.conftest import put_all
from tests.translating.po_files import edited, exported


@pytest.fixture
def translation(article, library):
    make_library("es", library)
    made = ensure_translation(article, locale("es"))
    put_all(made)
    return made


@pytest.fixture
def file(translation, tmp_path):
    return exported(tmp_path)


def upload(client, translation, content: bytes, name: str = "spasms.po"):
    url = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    data = {"file": SimpleUploadedFile(name, content), "next": reverse("wagtailadmin_home")}
    return client.post(url, data, follow=True)


def shown(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_an_exported_file_is_imported(desk, agency, translation, file):
    response = upload(desk, translation, edited(file, "Causas", "Causales"))

    assert "1 translation saved." in shown(response)[0]
    row = StringTranslation.objects.get(data="Causales")
    assert (row.translation_type, row.last_translated_by) == ("manual", agency)


def test_the_editor_s_own_download_is_imported(desk, translation):
    url = reverse("wagtail_localize:download_pofile", args=[translation.pk])
    content = desk.get(url).content

    response = upload(desk, translation, content.replace(b'"Causas"', b'"Causales"'))

    assert "1 translation saved." in shown(response)[0]


def test_errors_are_shown_with_their_lines_and_nothing_changes(desk, translation, file):
    broken = edited(edited(file, "Causas", "Causales"), "Mala postura", "<i>Mala {{ x }}")

    texts = shown(upload(desk, translation, broken))

    assert "nothing was changed" in texts[0]
    assert "spasms.po, line " in texts[1]
    assert "“Poor posture”: Unknown merge tag “x”" in texts[1] + texts[2]
    assert "&lt;i&gt;" in texts[1] + texts[2]
    assert not StringTranslation.objects.filter(data="Causales").exists()


def test_ten_errors_are_shown_and_the_others_counted(desk, translation):
    texts = shown(upload(desk, translation, b"junk\n" * 15))

    assert len(texts) == 12
    assert "5 more errors." in texts[-1]


def test_a_file_for_another_language_is_refused(desk, translation, article, library, file):
    make_library("fr", library)
    french = ensure_translation(article, locale("fr"))

    texts = shown(upload(desk, french, edited(file, "Causas", "Causales")))

    assert "This file is for “Back spasms” in " in texts[1]
    assert not StringTranslation.objects.filter(data="Causales").exists()


def without(file: bytes, *names: str) -> bytes:
    """Take fields out of the header, as other tools do."""
    lines = file.decode().splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith(tuple(f'"{name}' for name in names))
    ).encode()


def test_a_file_without_a_page_in_its_header_is_for_the_page_at_hand(desk, translation, file):
    bare = without(edited(file, "Causas", "Causales"), "X-Clinic", "Language")

    texts = shown(upload(desk, translation, bare))

    assert "The header names no page of this install. The file was used for “Back" in texts[0]
    assert "1 translation saved." in texts[1]
    assert StringTranslation.objects.filter(data="Causales").exists()


def test_a_file_without_a_header_is_for_the_page_at_hand(desk, translation, file):
    bare = edited(file, "Causas", "Causales").partition(b"\n\n")[2]

    assert "1 translation saved." in shown(upload(desk, translation, bare))[-1]


def test_a_file_from_another_install_is_checked_against_the_page_at_hand(desk, translation, file):
    foreign = file.replace(str(translation.source.object_id).encode(), str(uuid4()).encode())

    good = shown(upload(desk, translation, edited(foreign, "Causas", "Causales")))
    bad = shown(upload(desk, translation, foreign.replace(b'"Causes"', b'"Causal"')))

    assert "1 translation saved." in good[-1]
    assert "“Causal” is not a text of the page." in bad[1]


def test_a_file_without_a_page_but_in_another_language_is_refused(desk, translation, file):
    french = without(edited(file, "Causas", "Causes"), "X-Clinic")
    french = french.replace(b"Language: es", b"Language: fr_FR")

    texts = shown(upload(desk, translation, french))

    assert "The header has the language “fr_FR”, and this page is in " in texts[1]
    assert StringTranslation.objects.filter(data="Causas").exists()


def test_without_a_file_nothing_happens(desk, translation):
    url = reverse("wagtail_localize:upload_pofile", args=[translation.pk])

    assert "Choose a PO file" in shown(desk.post(url, follow=True))[0]
    assert desk.get(url).status_code == 405


def test_whoever_may_not_edit_the_page_may_not_upload(client, kosak, translation, file):
    owner = make_owner(kosak)
    client.defaults["HTTP_HOST"] = kosak.host
    client.force_login(owner)

    response = upload(client, translation, edited(file, "Causas", "Causales"))

    assert "you do not have permission" in shown(response)[0]
    assert not StringTranslation.objects.filter(data="Causales").exists()
