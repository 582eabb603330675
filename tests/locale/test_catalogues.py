"""Every language of the interface is complete, and says what the messages say."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from gettext import c2py

import pytest
from babel.messages.plurals import get_plural
from polib import POEntry, POFile, mofile, pofile

from tests.locale.messages import APP, KEYWORDS, begun, catalogue_path, extracted, key_of, locales

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa%]")
MARKUP = re.compile(r"</?\w+>")
ENDS = re.compile(r"\A(\s*).*?(\s*)\Z", re.DOTALL)
PLURAL_FORMS = re.compile(r"nplurals=(\d+); *plural=(.+?);?")


@pytest.fixture(scope="module", params=locales())
def catalogue(request):
    return pofile(str(catalogue_path(request.param)))


@pytest.fixture(scope="module")
def messages():
    return extracted()


def failure(catalogue: POFile, about: str, texts: Iterator[str] | list[str]) -> str:
    language = catalogue.metadata["Language"]
    return "\n".join(f"{language}: {about}: {text}" for text in texts)


def translations(entry: POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def numbers_by_form(catalogue: POFile) -> dict[int, list[int]]:
    """Return the numbers below 1,000 for which each plural form stands."""
    rule = PLURAL_FORMS.fullmatch(catalogue.metadata["Plural-Forms"])
    assert rule, failure(catalogue, "no plural rule", [catalogue.metadata["Plural-Forms"]])
    choose, numbers = c2py(rule[2]), defaultdict(list)
    for number in range(1000):
        numbers[choose(number)].append(number)
    return numbers


def faults(entry: POEntry, numbers: dict[int, list[int]]) -> Iterator[str]:
    """Yield what a translation does not keep of its message: placeholders, markup, outer space.

    The form for a single number, such as Arabic's for two, may leave that number out.
    """
    if not entry.msgid_plural:
        yield from lost(entry.msgid, entry.msgstr, spare=0)
    for form, text in entry.msgstr_plural.items():
        yield from lost(entry.msgid_plural, text, spare=1 if len(numbers[form]) == 1 else 0)


def lost(text: str, translation: str, *, spare: int) -> Iterator[str]:
    expected, found = set(PLACEHOLDER.findall(text)), set(PLACEHOLDER.findall(translation))
    if found - expected or len(expected - found) > spare:
        yield f"{text!r} → {translation!r}: {sorted(expected)} became {sorted(found)}"
    if sorted(MARKUP.findall(text)) != sorted(MARKUP.findall(translation)):
        yield f"{text!r} → {translation!r}: its markup is another"
    if ENDS.fullmatch(text).groups() != ENDS.fullmatch(translation).groups():
        yield f"{text!r} → {translation!r}: begins or ends with other spaces"


def test_no_message_hides_in_an_f_string():
    """Python before 3.12 reads an f-string as one token: a message in it would not be found."""
    hidden = [
        f"{path.relative_to(APP)}:{call.lineno}"
        for path in APP.rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in KEYWORDS
    ]
    assert hidden == []


def test_every_message_is_translated(catalogue, messages):
    done = {
        key_of(entry)
        for entry in catalogue
        if not entry.obsolete and not entry.fuzzy and all(translations(entry))
    }
    missing = [repr(message.text) for message in messages if message.key not in done]
    assert not missing, failure(catalogue, "not translated", missing)


def test_every_translation_has_its_message(catalogue, messages):
    wanted = {message.key: message.plural for message in messages}
    seen, unused = set(), []
    for entry in catalogue:
        key = key_of(entry)
        if entry.obsolete or key in seen or wanted.get(key) != entry.msgid_plural:
            unused.append(repr(entry.msgid))
        seen.add(key)
    assert not unused, failure(catalogue, "not used, or twice", unused)


def test_every_plural_has_the_forms_of_its_language(catalogue):
    numbers = numbers_by_form(catalogue)
    forms = list(range(get_plural(catalogue.metadata["Language"]).num_plurals))
    assert sorted(numbers) == forms, failure(catalogue, "wrong plural rule", [str(dict(numbers))])
    wrong = [
        repr(entry.msgid)
        for entry in catalogue
        if entry.msgid_plural and sorted(entry.msgstr_plural) != forms
    ]
    assert not wrong, failure(catalogue, f"has not {len(forms)} plural forms", wrong)


def test_translations_keep_what_is_filled_in(catalogue):
    numbers = numbers_by_form(catalogue)
    done = catalogue.translated_entries()
    wrong = [fault for entry in done for fault in faults(entry, numbers)]
    assert not wrong, failure(catalogue, "does not fit", wrong)


def test_the_compiled_catalogue_is_up_to_date(catalogue):
    path = catalogue_path(catalogue.metadata["Language"]).with_suffix(".mo")
    compiled = mofile(str(path))
    in_use = {key_of(entry): translations(entry) for entry in catalogue.translated_entries()}
    kept = {key_of(entry): translations(entry) for entry in compiled}
    old = [repr(key[1]) for key in in_use | kept if kept.get(key) != in_use.get(key)]
    assert not old, failure(catalogue, "not in django.mo; run make messages", old)
    assert compiled.metadata == catalogue.metadata


def test_a_catalogue_names_no_people_or_places(catalogue):
    assert set(catalogue.metadata) == set(begun(catalogue.metadata["Language"]).metadata)
    numbered = [
        repr(entry.msgid) for entry in catalogue if any(line for _file, line in entry.occurrences)
    ]
    assert not numbered, failure(catalogue, "has line numbers", numbered)


@pytest.mark.parametrize("locale", locales())
def test_a_catalogue_says_which_language_it_is(locale):
    assert pofile(str(catalogue_path(locale))).metadata["Language"] == locale


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("Call %(number)s", "Llamar al %(numero)s"),
        ("Call %(number)s", "Llamar"),
        ("Line %(line)d", "Línea %(line)s"),
        ("Line %d of %s", "Línea %d"),
        ("100 %% of %(all)s", "El 100 % de %(all)s"),
        ("Call <bdi>%(number)s</bdi>", "Llamar al <bdi>%(number)s<bdi>"),
        (" or ", " o"),
    ],
)
def test_a_translation_that_does_not_fit_is_found(text, translation):
    assert list(faults(POEntry(msgid=text, msgstr=translation), {}))


def test_only_the_form_of_one_number_may_leave_it_out():
    entry = POEntry(
        msgid="%(count)s page", msgid_plural="%(count)s pages", msgstr_plural={0: "page"}
    )
    assert not list(faults(entry, {0: [1]}))
    assert list(faults(entry, {0: [0, 1]}))
