"""A file with a mistake changes nothing, and its translator learns where and why."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail_localize.models import StringTranslation

from clinic_cms.errors import Refused
from clinic_cms.translating.memory import ensure_translation
from clinic_cms.translating.po.importing import NamedFile, find_files, import_po
from tests.factories import locale, make_condition, make_library
from tests.translating.conftest import put_all
from tests.translating.po_files import edited, exported, take


def mistakes_of(file: bytes, **options) -> list[str]:
    with pytest.raises(Refused) as caught:
        take(file, **options)
    return [str(mistake) for mistake in caught.value.mistakes]


def line_of(file: bytes, words: str) -> int:
    lines = file.decode().splitlines()
    [found] = [number for number, line in enumerate(lines, start=1) if words in line]
    return found


@pytest.fixture
def file(translation, tmp_path):
    put_all(translation)
    return exported(tmp_path)


@pytest.fixture
def long_file(library, tmp_path):
    """An article of more than 400 texts, wholly translated in the file."""
    make_condition(
        library,
        treatment=[
            {"type": "text", "value": f"<p>Step {number}: ask {{{{ doctor.name }}}}.</p>"}
            for number in range(400)
        ],
    )
    make_library("es", library)
    file = exported(tmp_path).decode()
    for number in range(400):
        text = f"Step {number}: ask {{{{ doctor.name }}}}."
        rendered = f"Paso {number}: pregunte a {{{{ doctor.name }}}}."
        file = file.replace(f'"{text}"\nmsgstr ""', f'"{text}"\nmsgstr "{rendered}"')
    return file.encode()


def test_one_broken_tag_among_400_texts_changes_nothing_and_names_that_text(long_file):
    broken = edited(
        long_file,
        "Paso 217: pregunte a {{ doctor.name }}.",
        "Paso 217: pregunte a {{ doctor.nombre }}.",
    )

    [mistake] = mistakes_of(broken)

    line = line_of(broken, "Paso 217")
    assert mistake == (
        f"[clinic_cms.P020] back-spasms.es.po, line {line}: "
        "“Step 217: ask {{ doctor.name }}.”: Unknown merge tag “doctor.nombre”. "
        "Did you mean “doctor.name”? (Character 25.)"
    )
    assert not StringTranslation.objects.exists()
    assert take(long_file)[0].new == 400


def test_400_texts_are_taken_with_few_queries(
    long_file, article_known, django_assert_max_num_queries
):
    with django_assert_max_num_queries(60):
        [imported] = take(long_file)
    assert imported.new == 400

    changed = long_file.replace(b"pregunte a", b"consulte a")
    with django_assert_max_num_queries(60):
        [imported] = take(changed)
    assert imported.changed == 400


@pytest.fixture
def article_known(long_file, library):
    return ensure_translation(library.get_children().first().specific, locale("es"))


def test_every_mistake_of_every_file_is_named(file):
    one = edited(file, "Causas", "Causas {{ doctor.fone }}")
    two = edited(one, "Mala postura", "Mala <b>postura")

    with pytest.raises(Refused) as caught:
        import_po(files=[NamedFile("a.po", two), NamedFile("b.po", b"junk")])

    where = [mistake.where for mistake in caught.value.mistakes]
    assert where == [
        f"a.po, line {line_of(two, 'doctor.fone')}",
        f"a.po, line {line_of(two, '<b>postura')}",
        "b.po, line 1",
    ]


WRONG = {
    "a tag is lost": ("Llame al {{ clinic.phone }}.", "Llame.", "P020", "is missing"),
    "a tag is added": (
        "Llame al {{ clinic.phone }}.",
        "Llame al {{ clinic.phone }}, {{ doctor.name }}.",
        "P020",
        "is not in the original",
    ),
    "markup is not closed": (
        "Llame al {{ clinic.phone }}.",
        "<b>Llame al {{ clinic.phone }}.",
        "P021",
        "“<b>” is not closed. (Character 1.)",
    ),
    "markup is closed twice": (
        "Llame al {{ clinic.phone }}.",
        "Llame</b> al {{ clinic.phone }}.",
        "P021",
        "closes nothing that is open. (Character 6.)",
    ),
    "markup is no inline markup": (
        "Llame al {{ clinic.phone }}.",
        "<p>Llame al {{ clinic.phone }}.</p>",
        "P021",
        "<p> tag is not allowed",
    ),
    "markup is cut": (
        "Llame al {{ clinic.phone }}.",
        "Llame al {{ clinic.phone }}. <b",
        "P021",
        "Write &lt; for “<”.",
    ),
    "markup is a comment": (
        "Llame al {{ clinic.phone }}.",
        "Llame al {{ clinic.phone }}. <![x",
        "P021",
        "does not begin any markup",
    ),
    "a link leads nowhere": (
        "Llame al {{ clinic.phone }}.",
        "<a id='a1'>Llame</a> al {{ clinic.phone }}.",
        "P021",
        "Unrecognised id",
    ),
    "markup is escaped": (
        "Llame al {{ clinic.phone }}.",
        "&lt;b&gt;Llame&lt;/b&gt; al {{ clinic.phone }}.",
        "P021",
        "Readers would see “<b>”.",
    ),
    "markup is escaped twice": (
        "Llame al {{ clinic.phone }}.",
        "&amp;lt;strong&amp;gt;Llame&amp;lt;/strong&amp;gt; al {{ clinic.phone }}.",
        "P021",
        "Readers would see “<strong>”.",
    ),
    "markup is escaped by numbers": (
        "Llame al {{ clinic.phone }}.",
        "Llame&#60;br/&#x3E; al {{ clinic.phone }}.",
        "P021",
        "Readers would see “<br/>”.",
    ),
    "a link is escaped": (
        "Llame al {{ clinic.phone }}.",
        "&lt;a id=&quot;a1&quot; class=&quot;x&quot;&gt;Llame&lt;/a&gt; al {{ clinic.phone }}.",
        "P021",
        'Readers would see “<a id="a1" class="x">”.',
    ),
    "a plain text has escaped markup": ("Causas", "&lt;i&gt;Causas&lt;/i&gt;", "P021", "“<i>”"),
    "an entity is escaped": ("Mala postura", "Mala&amp;nbsp;postura", "P021", "see “&nbsp;”"),
    "a number is escaped": ("Mala postura", "Mala&amp;#160;postura", "P021", "see “&#160;”"),
    "signs are wide": ("Causas", "＜b＞Causas＜／b＞", "P021", "see “<b>”"),
    "a tag is added in entities": (
        "Llame al {{ clinic.phone }}.",
        "Llame al {{ clinic.phone }}, &#123;&#123; doctor.name &#x7D;&rcub;.",
        "P020",
        "is not in the original",
    ),
    "an unknown tag is in entities": (
        "Llame al {{ clinic.phone }}.",
        "Llame al {{ clinic.phone }}, &lbrace;&lcub; doctor.nombre &#125;&#125;.",
        "P020",
        "Unknown merge tag",
    ),
    "a brace is escaped twice": ("Mala postura", "Mala &amp;#123;postura", "P021", "“&#123;”"),
    "a plain text has markup": ("Causas", "<b>Causas</b>", "P021", "would be lost"),
    "spaces are added": ("Causas", " Causas", "P022", "begins or ends"),
    "a line break is added": ("Causas", "Causas<br/>y más", "P022", "Only one line"),
    "a sign cannot be shown": ("Causas", "Cau\ufffdsas", "P023", "U+FFFD"),
    "a sign is none at all": ("Causas", "Cau\u0007sas", "P023", "Character 4 "),
    "it is too long": ("Causas", "Causas " * 30 + "fin", "P024", "at most 160"),
    "an address has spaces": ("espasmos", "Los Espasmos", "P025", "Write “los-espasmos”."),
}


@pytest.mark.parametrize(("was", "now", "code", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_translation_is_refused(file, was, now, code, words):
    wrong = edited(file, was, now)
    before = list(StringTranslation.objects.values())

    [mistake] = mistakes_of(wrong)

    assert mistake.startswith(f"[clinic_cms.{code}] back-spasms.es.po, line ")
    assert words in mistake
    assert list(StringTranslation.objects.values()) == before


BROKEN = {
    "not UTF-8": (b'msgstr "Causas"', 'msgstr "Año"'.encode("latin-1"), "P011", "UTF-8"),
    "another encoding": (b"charset=UTF-8", b"charset=ISO-8859-1", "P013", "ISO-8859-1"),
    "no closing quote": (b'msgstr "Causas"', b'msgstr "Causas', "P012", "cannot be read"),
    "a quote inside": (b'msgstr "Causas"', b'msgstr "Las "causas""', "P012", "cannot be read"),
    "a number that is no byte": (b'"Causas"', b'"Causas\\xfff"', "P012", "“\\xfff” has no meaning"),
    "numbers that are no UTF-8": (b'"Causas"', b'"Causa\\351"', "P011", "not text in UTF-8"),
    "a keyword without a text": (b'msgstr "Causas"', b"msgstr", "P012", "“msgstr” is missing"),
    "an unknown escape": (b'msgstr "Causas"', b'msgstr "Causas\\q"', "P012", "has no meaning"),
    "no msgstr": (b'\nmsgstr "Causas"', b"", "P012", "“msgstr” is missing"),
    "no msgid": (b'msgid "Causes"\n', b"", "P012", "“msgid” is missing"),
    "two msgstr": (b'"Causas"', b'"Causas"\nmsgstr "Causales"', "P012", "“msgid” is missing"),
    "no page": (b"X-Clinic-Page", b"X-Page", "P013", "does not say which page"),
    "another page": (b"X-Clinic-Page: ", b"X-Clinic-Page: 0", "P015", "no page with the key"),
    "an unknown language": (b"Language: es", b"Language: e", "P014", "Did you mean “es”?"),
    "its own language": (b"Language: es", b"Language: en_US", "P014", "nothing to translate"),
    "a text lost": (b'"causes_heading"\nmsgid "Causes"\nmsgstr "Causas"', b"", "P01", ""),
    "a text touched": (b'msgid "Causes"', b'msgid "Cause"', "P018", "Did you mean “Causes”?"),
    "a place touched": (b'"causes_heading"', b'"causes_header"', "P018", "the page does not have"),
    "plural forms": (
        b'msgid "Causes"\nmsgstr ',
        b'msgid "Causes"\nmsgid_plural "Causes"\nmsgstr[0] ',
        "P019",
        "plural forms",
    ),
}


@pytest.mark.parametrize(("was", "now", "code", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused(file, was, now, code, words):
    assert file.count(was) == 1

    first, *_others = mistakes_of(file.replace(was, now))

    assert first.startswith(f"[clinic_cms.{code}")
    assert "back-spasms.es.po" in first
    assert words in first


def test_a_text_that_is_there_twice_is_refused(file):
    again = file + b'\nmsgctxt "causes_heading"\nmsgid "Causes"\nmsgstr "Causales"\n'

    [mistake] = mistakes_of(again)

    assert "P017" in mistake
    assert f"the first is in line {line_of(file, 'causes_heading')}." in mistake


IN_THE_HEADER = {
    "no page": (b"X-Clinic-Page", b"X-Page", 'msgid ""', "P013"),
    "another encoding": (b"charset=UTF-8", b"charset=ISO-8859-1", "Content-Type", "P013"),
    "an unknown language": (b"Language: es", b"Language: ex", "Language: ", "P014"),
    "its own language": (b"Language: es", b"Language: en_US", "Language: ", "P014"),
    "no source": (b"Locale: en-us", b"Locale: ex", "X-Clinic-Source-Locale", "P014"),
    "another page": (b"X-Clinic-Page: ", b"X-Clinic-Page: 0", "X-Clinic-Page", "P015"),
    "cut off": (b"X-Clinic-Texts: 8", b"X-Clinic-Texts: 9", "X-Clinic-Texts", "P016"),
}


@pytest.mark.parametrize(
    ("was", "now", "words", "code"), IN_THE_HEADER.values(), ids=IN_THE_HEADER.keys()
)
def test_a_mistake_in_the_header_names_its_line(file, was, now, words, code):
    wrong = file.replace(was, now)
    lines = enumerate(wrong.decode().splitlines(), start=1)
    line = next(number for number, text in lines if words in text)

    first, *_others = mistakes_of(wrong)

    assert first.startswith(f"[clinic_cms.{code}] back-spasms.es.po, line {line}: ")


def test_a_file_without_a_header_is_refused_in_its_first_line(file):
    assert ", line 1: " in mistakes_of(file.partition(b"\n\n")[2])[0]


def test_two_files_for_one_page_are_refused(file):
    with pytest.raises(Refused, match="same page and language as a.po"):
        import_po(files=[NamedFile("a.po", file), NamedFile("b.po", file)])


def test_a_file_without_some_of_its_texts_is_reported_as_cut_off(file):
    head, _entry, rest = file.decode().rpartition("\n\n")
    shorter = head + "\n"

    [mistake] = mistakes_of(shorter.encode())
    assert "P016" in mistake
    assert "This file has 7 texts, and was exported with 8." in mistake

    assert take(shorter.replace('"X-Clinic-Texts: 8\\n"\n', "").encode())
    assert rest


def test_fuzzy_translations_are_left_out_and_named(file):
    fuzzy = edited(file, "Causas", "Causales").replace(
        b'msgctxt "causes_heading"', b'#, fuzzy\nmsgctxt "causes_heading"'
    )

    [imported] = take(fuzzy)

    assert imported.changed == 0
    [warning] = imported.warnings
    assert "“Causes” is marked “fuzzy”" in warning


def test_what_is_left_empty_stays_as_it_is(file):
    [imported] = take(edited(file, "Causas", ""))

    assert (imported.changed, imported.unchanged) == (0, 7)
    assert StringTranslation.objects.filter(data="Causas").exists()


def test_obsolete_entries_are_passed_over(file):
    assert take(file + b'\n#~ msgctxt "x"\n#~ msgid "Old"\n#~ msgstr "Viejo {{"\n')


def test_files_from_windows_and_wrapped_by_other_tools_are_taken(file):
    wrapped = file.replace(b'msgstr "Causas"', b'msgstr ""\n"Cau"\n"sales"')

    assert take(b"\xef\xbb\xbf" + wrapped.replace(b"\n", b"\r\n"))[0].changed == 1


def test_a_dry_run_checks_all_and_writes_nothing(file):
    changed = edited(file, "Causas", "Causales")

    assert take(changed, dry_run=True)[0].changed == 1
    assert not StringTranslation.objects.filter(data="Causales").exists()
    assert mistakes_of(edited(file, "Causas", "{{ x }}"), dry_run=True)


def test_a_file_that_is_not_there_and_an_empty_folder_are_named(tmp_path):
    with pytest.raises(Refused) as caught:
        find_files([tmp_path, tmp_path / "none.po"])

    assert [mistake.id for mistake in caught.value.mistakes] == ["clinic_cms.P010"] * 2


def test_a_file_that_is_cut_off_anywhere_is_refused(file):
    changed = file.replace(b'msgstr "Causas"', b'msgstr "Causales"')
    before = list(StringTranslation.objects.values())

    # Without its last line break a file is whole.
    for end in range(len(changed) - 1):
        with pytest.raises(Refused):
            take(changed[:end])

    assert list(StringTranslation.objects.values()) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_taken_but_never_breaks(file, data):
    at = data.draw(st.integers(0, len(file) - 1))
    length = data.draw(st.integers(0, 20))
    junk = data.draw(st.binary(max_size=20))

    with suppress(Refused):
        take(file[:at] + junk + file[at + length :], dry_run=True)
