"""What the commands print, and how they end."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail_localize.models import StringTranslation

from tests.factories import locale
from tests.translating.conftest import put_all
from tests.translating.po_files import NAME, edited


def run(name: str, *args: object, **options: object) -> str:
    out = StringIO()
    call_command(name, *map(str, args), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def folder(translation, tmp_path):
    put_all(translation)
    run("export_po", tmp_path / "out", locale="es", library=True)
    return tmp_path / "out"


def edit(folder, was: str, now: str) -> None:
    path = folder / NAME
    path.write_bytes(edited(path.read_bytes(), was, now))


def test_an_export_prints_its_files(translation, tmp_path):
    said = run("export_po", tmp_path / "out", locale="es", library=True)

    assert [path.name for path in (tmp_path / "out").iterdir()] == [NAME]
    assert NAME in said
    assert "1 file written to" in said


def test_two_exports_are_the_same_bytes(folder):
    before = (folder / NAME).read_bytes()

    run("export_po", folder, locale="es", library=True)

    assert (folder / NAME).read_bytes() == before
    assert b"\r" not in before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"locale": "xx", "library": True}, "There is no language “xx” here. Write one of: "),
        ({"locale": "es_MX", "library": True}, "Did you mean “es”?"),
        ({"locale": "en-us", "clinic": "kosak"}, "is written in "),
        ({"locale": "es", "clinic": "kozak"}, "Did you mean “kosak”?"),
        ({"locale": "es", "clinic": "kosak"}, "is not translated into "),
    ],
)
def test_an_export_of_what_is_not_there_is_refused(kosak, tmp_path, options, words):
    locale("es")

    with pytest.raises(CommandError) as caught:
        run("export_po", tmp_path / "out", **options)

    assert words in str(caught.value)
    assert str(caught.value).endswith("Nothing was written.")


def test_an_import_of_what_is_there_says_so(folder):
    assert "Nothing to change." in run("import_po", folder)


def test_an_import_counts_what_it_changed(folder, translator):
    edit(folder, "Causas", "Causales")

    said = run("import_po", folder / NAME, user="ana")

    assert "1 translation saved." in said
    assert StringTranslation.objects.get(data="Causales").last_translated_by == translator


def test_a_dry_run_says_what_would_change(folder):
    edit(folder, "Causas", "Causales")

    assert "nothing was written" in run("import_po", folder, dry_run=True)
    assert "1 translation saved." in run("import_po", folder)


def test_a_mistake_is_an_error_that_says_that_nothing_changed(folder):
    edit(folder, "Causas", "Causas {{ clinic.fone }}")

    with pytest.raises(CommandError) as caught:
        run("import_po", folder)

    assert "“Causes”: Unknown merge tag “clinic.fone”." in str(caught.value)
    assert str(caught.value).endswith("Nothing was changed.")
    assert caught.value.returncode == 1


def test_a_user_who_is_not_there_is_an_error(folder):
    with pytest.raises(CommandError, match="There is no user “bob”"):
        run("import_po", folder, user="bob")


def test_pages_are_published_and_a_refused_one_is_an_error(folder):
    assert "published" in run("import_po", folder, publish=True)

    edit(folder, "Causas", "Causales")
    out = StringIO()
    with pytest.raises(CommandError, match="Some pages were not published"):
        call_command("import_po", str(folder), machine="Rosetta", publish=True, stdout=out)

    assert "“Back spasms” was not published. A machine translated 1 text" in out.getvalue()
