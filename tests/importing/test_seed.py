"""The first real article, wherever it lies beside the repository; it is not part of it."""

import re
import sys
from pathlib import Path

import phonenumbers
import pytest

from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.reading import read_document
from clinic_cms.merge import ClinicFacts, DoctorFacts, Facts, LocationFacts, check, fill
from tests.importing.cases import squashed, words_of

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "seed"
FILES = sorted(SEED.glob("000_*.txt"))
PHONE = "+17074261111"
FACTS = Facts(
    clinic=ClinicFacts(name="Kosak Chiropractic", phone=PHONE, country="US"),
    doctor=DoctorFacts(
        honorific="Dr.",
        name="Michael Wilson",
        first_name="Michael",
        last_name="Wilson",
        gender="masculine",
    ),
    location=LocationFacts(
        city="Fairfield", region="CA", country="US", phone=PHONE, service_areas=("Vacaville",)
    ),
    language="en-us",
)
seed_files = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])


def imported(path: Path) -> ImportResult:
    return read_article(read_document(path, "en-us"), FACTS, "en-us")


def with_e164(text: str) -> str:
    """Text with its phone numbers as E.164."""
    for match in reversed(list(phonenumbers.PhoneNumberMatcher(text, "US"))):
        number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        text = text[: match.start] + number + text[match.end :]
    return text


def original(path: Path) -> str:
    """The file's text with its doubled title counted once."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].strip() == lines[1].strip()
    return with_e164(squashed(" ".join(lines[1:])))


def in_reading_order(result: ImportResult) -> str:
    """The filled text: the overview's opening stands before its heading, as in the file."""
    opening, *rest = result.sections["overview"].texts
    pieces = [opening, result.sections["overview"].heading, *rest]
    for name in ("causes", "treatment", "prevention", "when_to_get_help"):
        pieces += [result.sections[name].heading, result.sections[name].html]
    filled = [fill(piece, FACTS, as_html=True) for piece in pieces]
    return with_e164(squashed(" ".join([result.title, *map(words_of, filled)])))


def test_it_is_said_whether_the_seed_is_here(capsys: pytest.CaptureFixture[str]) -> None:
    """Corpus article 01 has the seed's shape in other words, and runs everywhere."""
    found = ", ".join(path.name for path in FILES)
    message = (
        f"the seed is imported: {found}" if found else "no seed beside the repository: not run"
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{Path(__file__).name}: {message}\n")

    assert bool(FILES) is SEED.is_dir()


@seed_files
def test_its_sections_land_in_their_streams(path: Path) -> None:
    sections = imported(path).sections

    assert [name for name, section in sections.items() if section.heading and section.texts] == [
        "overview",
        "causes",
        "treatment",
        "prevention",
    ]
    assert sections["when_to_get_help"].texts == ()


@seed_files
def test_at_least_six_facts_are_tagged(path: Path) -> None:
    tags = {tag.tag: tag.count for tag in imported(path).merge_tags}

    assert tags == {
        "doctor.name": 2,
        "clinic.name": 2,
        "location.place": 2,
        "location.service_areas": 1,
        "clinic.phone": 1,
        "doctor.pronoun": 1,
    }


@seed_files
def test_filled_again_it_is_the_original_word_for_word(path: Path) -> None:
    assert in_reading_order(imported(path)) == original(path)


@seed_files
def test_no_ones_name_is_left_in_it(path: Path) -> None:
    result = imported(path)
    text = " ".join([result.title, *(section.html for section in result.sections.values())])

    assert [warning[:30] for warning in result.warnings] == ["Nothing in the article tells w"]
    assert not re.search("Wilson|Kosak|Fairfield|Vacaville|1111", text)
    assert [problem for s in result.sections.values() for problem in check(s.html, rich=True)] == []
