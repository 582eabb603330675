"""Articles around random clinics: filled for another clinic, no fact of the first is left unsaid.

Whatever an import leaves of the clinic that an article was written for is reported, and hardly
anything else is.
"""

import re
import tomllib
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_cms.facts.fact_check.folding import key_of
from clinic_cms.facts.fact_check.word_lists import EVERYDAY, GENERIC, NICKNAMES
from clinic_cms.formats.person_names import split_name
from clinic_cms.importing.article import ImportResult
from clinic_cms.importing.service import import_article
from clinic_cms.merge import ClinicFacts, DoctorFacts, Facts, LocationFacts, fill
from tests.importing.cases import words_of

PARTS = tomllib.loads(Path(__file__).with_name("trace.toml").read_text(encoding="utf-8"))
SENTENCES = PARTS["sentences"]
MOST_NEEDLESS = 2
HEADINGS = ("What is heel pain?", "What causes heel pain?", "How we treat it")

OTHER = Facts(
    clinic=ClinicFacts("Zzyzx Bones", "+12025550199", "US", "https://zzyzx.example/"),
    doctor=DoctorFacts("Prof.", "Qadir Xylander", "Qadir", "Xylander", "PT", "unspecified"),
    location=LocationFacts(
        "77 Quux Quay", "Ytterby", "WA", "98001", "US", "+12025550199", ("Ulva",)
    ),
    language="en-us",
)


@dataclass
class Article:
    """An article's text, and what in it is the clinic's: `traces` must not be left unsaid."""

    sentences: list[str] = field(default_factory=list)
    traces: set[str] = field(default_factory=set)

    title: str = "Heel pain"
    is_html: bool = False
    runs_on: bool = False
    """Whether every second sentence lacks its full stop."""

    def write_to(self, folder: Path) -> Path:
        """Write the article as plain text, or as HTML with every second word in bold."""
        parts = [" ".join(self._written(self.sentences[start::3])) for start in range(3)]
        if self.is_html:
            body = "".join(
                f"<h2>{heading}</h2><p>{_in_bold(part)}</p>"
                for heading, part in zip(HEADINGS, parts, strict=True)
            )
            path, text = folder / "article.html", f"<h1>{escape(self.title)}</h1>{body}"
        else:
            body = "\n\n".join(line for pair in zip(HEADINGS, parts, strict=True) for line in pair)
            path, text = folder / "article.txt", f"{self.title}\n\n{body}\n"
        path.write_text(text, encoding="utf-8")
        return path

    def _written(self, sentences: list[str]) -> list[str]:
        runs_on = self.runs_on
        return [it.removesuffix(".") if runs_on and n % 2 else it for n, it in enumerate(sentences)]


def _in_bold(text: str) -> str:
    words = [escape(word) for word in text.split()]
    words[1::2] = [f"<b>{word}</b>" for word in words[1::2]]
    return "&nbsp;".join(words)


@dataclass
class Clinic:
    """The facts of a clinic, and how people call it and its doctor."""

    name: str
    doctor: str
    honorific: str
    town: str
    areas: list[str]
    street: str
    phone: dict[str, object]

    @property
    def first(self) -> str:
        return split_name(self.doctor).given

    @property
    def last(self) -> str:
        return split_name(self.doctor).family

    @property
    def called(self) -> list[str]:
        nicknames = [nickname.title() for nickname in sorted(NICKNAMES.get(key_of(self.first), ()))]
        title = self.honorific or "Dr."
        return [
            self.doctor,
            f"{title} {self.doctor}",
            f"Dr. {self.last}",
            *(f"Dr. {name}" for name in nicknames[:2]),
            *(f"Doctor {name}" for name in nicknames[:1]),
            *(f"{name} {self.last}" for name in nicknames[:2]),
            *nicknames[:1],
            *([self.first] if self.first.isascii() else []),
        ]

    @property
    def short_names(self) -> list[str]:
        own = [word for word in self.name.split() if key_of(word) not in GENERIC]
        return [
            self.name,
            self.name.upper(),
            *([own[0]] if len(own) == 1 and "." not in own[0] else []),
        ]


people = st.one_of(
    st.builds("{} {}".format, st.sampled_from(PARTS["given"]), st.sampled_from(PARTS["family"])),
    st.sampled_from(PARTS["whole"]),
)
clinics = st.builds(
    Clinic,
    name=st.sampled_from(PARTS["clinic"]),
    doctor=people,
    honorific=st.sampled_from(PARTS["honorific"]),
    town=st.sampled_from(PARTS["town"]),
    areas=st.lists(st.sampled_from(PARTS["town"]), max_size=3, unique=True),
    street=st.sampled_from(PARTS["street"]),
    phone=st.sampled_from(PARTS["phone"]),
)


def values_of(clinic: Clinic) -> dict[str, list[str]]:
    """What each kind of sentence may have in its place."""
    towns = [clinic.town, *clinic.areas]
    return {
        "called": clinic.called,
        "clinic": clinic.short_names,
        "phone": clinic.phone["written"],
        "mail": ["office@source-clinic.example"],
        "website": ["www.source.example", "https://source.example/hip"],
        "street": [clinic.street],
        "town": towns,
        "towns": towns,
        "claim": [f"Dr. {clinic.last}", clinic.doctor],
        "review": towns,
    }


FIXED_TRACES = {
    "claim": {"2,000 crash", "Palmer", "1987", "40 years", "tennis"},
    "review": {"Jennifer R.", "Karen"},
    "hours": {"8:30-6", "9am-5pm", "closed on Sundays", "10 to 4"},
    "towns": {"Travis AFB"},
}


@st.composite
def articles(draw: st.DrawFn) -> tuple[Clinic, Article]:
    """A clinic, and an article around it."""
    clinic, article = (
        draw(clinics),
        Article(is_html=draw(st.booleans()), runs_on=draw(st.booleans())),
    )
    values = values_of(clinic)
    for kind in draw(st.lists(st.sampled_from(sorted(SENTENCES)), min_size=4, max_size=14)):
        value = draw(st.sampled_from(values[kind])) if kind in values else ""
        article.sentences.append(draw(st.sampled_from(SENTENCES[kind])).format(value, "Travis AFB"))
        article.traces |= FIXED_TRACES.get(kind, set()) | ({value} - {""})
    where = draw(st.sampled_from(["", clinic.town, clinic.name]))
    if where:
        titles = ["Heel pain in {}", "HEEL PAIN AT {}"]
        # "Reading on Heels" shows no town.
        titles += ["{} on Heels"] if key_of(where) not in EVERYDAY else []
        article.title = draw(st.sampled_from(titles)).format(where)
        article.traces.add(where)
    return clinic, article


@pytest.mark.django_db
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=articles())
def test_no_fact_of_a_clinic_is_left_unless_it_is_reported(kosak, tmp_path, made) -> None:
    clinic, article = made
    path = article.write_to(tmp_path)
    with transaction.atomic():
        _write(kosak, clinic)
        result = import_article(path=path, clinic="kosak", dry_run=True)
        transaction.set_rollback(True)

    shown = _shown(result)
    found = [_plain(finding.text) for finding in result.findings if not finding.is_advice]
    left = [trace for trace in article.traces if _is_in(_plain(trace), shown)]
    unsaid = [trace for trace in left if not _is_told(_plain(trace), found)]
    traces = [_plain(trace) for trace in article.traces]
    needless = [text for text in found if not _is_told(text, traces)]
    assert not unsaid, (unsaid, found, shown)
    assert len(needless) <= MOST_NEEDLESS, (needless, traces)


def _write(kosak, clinic: Clinic) -> None:
    """Make the clinic of the fixtures this one."""
    rows = kosak.clinic, kosak.doctor, kosak.location
    kosak.clinic.name = clinic.name
    kosak.clinic.hosts.update(hostname="source.example")
    kosak.doctor.title, kosak.doctor.honorific = clinic.doctor, clinic.honorific
    kosak.doctor.first_name, kosak.doctor.last_name = clinic.first, clinic.last
    kosak.location.street, kosak.location.city = clinic.street, clinic.town
    kosak.location.country, kosak.location.phone = clinic.phone["country"], clinic.phone["stored"]
    kosak.location.region = ""
    kosak.location.service_areas = [("area", area) for area in clinic.areas]
    for row in rows:
        row.save()


def _shown(result: ImportResult) -> str:
    """All that the other clinic's patients would read."""
    texts = [result.title, *(section.heading for section in result.sections.values())]
    plain = [fill(text, OTHER, as_html=False) for text in texts]
    rich = [fill(section.html, OTHER, as_html=True) for section in result.sections.values()]
    return _plain(" | ".join([*plain, *map(words_of, rich)]))


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).casefold()


def _is_in(trace: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(trace)}(?!\w)", text) is not None


def _is_told(trace: str, texts: list[str]) -> bool:
    return any(trace in text or text in trace for text in texts)
