"""Tools write the language as gettext does: “fr_FR”, where the install has “fr”."""

import pytest

from clinic_cms.errors import Refused
from clinic_cms.translating.po.header import find_locale
from tests.factories import locale
from tests.translating.conftest import put_all
from tests.translating.po_files import edited, exported, take


@pytest.mark.parametrize(
    ("name", "here", "code"),
    [
        ("fr_FR", ["fr"], "fr"),
        ("fr_CA.UTF-8", ["fr"], "fr"),
        ("es-MX", ["es"], "es"),
        ("es_419", ["es"], "es"),
        ("pt_BR", ["pt"], "pt"),
        ("pt", ["pt-br"], "pt-br"),
        ("zh_CN", ["zh-hans", "zh-hant"], "zh-hans"),
        ("zh_SG", ["zh-hans", "zh-hant"], "zh-hans"),
        ("zh_TW", ["zh-hans", "zh-hant"], "zh-hant"),
        ("zh_HK", ["zh-hans", "zh-hant"], "zh-hant"),
        ("zh_Hans_CN", ["zh-hans", "zh-hant"], "zh-hans"),
        ("sr_RS@latin", ["sr", "sr-latn"], "sr-latn"),
        ("iw_IL", ["he"], "he"),
        ("no", ["nb"], "nb"),
        ("zh_CN", ["zh-hant"], None),
        ("zh", ["zh-hans", "zh-hant"], None),
        ("pt_PT", ["pt-br", "pt"], "pt"),
        ("fr_FR", ["fr-ca", "fr"], "fr"),
        ("es_MX", ["es-ar", "es", "es-co"], "es"),
        ("pt", ["pt-br", "pt-pt"], None),
        ("fr_FR", ["fr-ca", "fr-be"], None),
        ("fr_FR", ["es"], None),
        ("junk", ["es"], None),
        ("", ["es"], None),
    ],
)
def test_the_only_locale_of_a_language_is_found(db, name, here, code):
    locales = [locale(each) for each in here]

    found = find_locale(name)

    assert (found.language_code if found else None) == code
    assert all(find_locale(each.language_code) == each for each in locales)


@pytest.fixture
def file(translation, tmp_path):
    put_all(translation)
    return exported(tmp_path)


def test_a_variant_of_the_language_is_taken_with_a_warning(file):
    mexican = edited(file, "Causas", "Causales").replace(b"Language: es", b"Language: es_MX")

    [imported] = take(mexican)

    assert (imported.locale, imported.changed) == ("es", 1)
    [warning] = imported.warnings
    assert f"“es_MX”. The file was used for {locale('es').get_display_name()}." in warning


def test_a_language_is_refused_where_two_locales_could_be_meant(file):
    locale("pt-br")
    locale("pt-pt")
    assert take(file, dry_run=True)[0].warnings == ()

    with pytest.raises(Refused, match="There is no language “pt” here"):
        take(file.replace(b"Language: es", b"Language: pt"))
