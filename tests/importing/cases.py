"""The corpus: its clinics, its articles, and a report on what an import made of one."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from clinic_cms.importing.article import ImportResult, read_article
from clinic_cms.importing.reading import read_document
from clinic_cms.merge import ClinicFacts, DoctorFacts, Facts, LocationFacts, fill

CORPUS = Path(__file__).parent / "corpus"
INLINE = re.compile(r"</?(?:a|b|i|bdi)\b[^>]*>")
MARKUP = re.compile(r"<[^>]+>")


@cache
def clinics() -> dict[str, dict[str, Any]]:
    listed = tomllib.loads((CORPUS / "clinics.toml").read_text())["clinics"]
    return {clinic["slug"]: clinic for clinic in listed}


def facts_of(slug: str, language: str = "en-us") -> Facts:
    """The facts of one of the corpus's clinics."""
    clinic = clinics()[slug]
    place = {**clinic["location"], "service_areas": tuple(clinic["location"]["service_areas"])}
    lead = clinic["practitioners"][0]
    first, _, last = lead["name"].partition(" ")
    return Facts(
        clinic=ClinicFacts(name=clinic["name"], phone=place["phone"], country=place["country"]),
        doctor=DoctorFacts(**{"first_name": first, "last_name": last, **lead}),
        location=LocationFacts(**place),
        language=language,
    )


def squashed(text: str) -> str:
    """Text with white space collapsed."""
    return " ".join(text.split())


def words_of(html: str) -> str:
    """The text of HTML: a space for each block's end, none within a line."""
    return squashed(unescape(MARKUP.sub(" ", INLINE.sub("", html))))


@dataclass
class Case:
    """One article and what is expected of it."""

    name: str

    @property
    def expected(self) -> dict[str, Any]:
        return tomllib.loads((CORPUS / f"{self.name}.toml").read_text())

    @property
    def path(self) -> Path:
        return next(p for p in CORPUS.glob(f"{self.name}.*") if p.suffix != ".toml")


@dataclass
class Report:
    """What an import made of an article; every list holds misses, so all should be empty."""

    misplaced: list[str] = field(default_factory=list)
    untagged: list[str] = field(default_factory=list)
    falsely_tagged: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    kept_too_much: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    placed: int = 0
    tagged: int = 0

    @property
    def misses(self) -> list[str]:
        return [
            f"{name}: {miss}"
            for name in (
                "misplaced",
                "untagged",
                "falsely_tagged",
                "lost",
                "kept_too_much",
                "wrong",
            )
            for miss in getattr(self, name)
        ]

    def __str__(self) -> str:
        return (
            f"placed {self.placed}, misplaced {len(self.misplaced)}; tagged {self.tagged}, "
            f"untagged {len(self.untagged)}, falsely tagged {len(self.falsely_tagged)}; "
            f"lost {len(self.lost)}"
        )


def case_names() -> list[str]:
    return sorted(path.stem for path in CORPUS.glob("[0-9]*.toml"))


def report_on(case: Case) -> Report:
    """Import one article and compare."""
    expected = case.expected
    facts = facts_of(expected["clinic"], expected["locale"])
    result = read_article(read_document(case.path, expected["locale"]), facts, expected["locale"])
    report = Report()
    filled = {
        name: words_of(fill(section.html, facts, as_html=True))
        for name, section in result.sections.items()
    }
    _compare_frame(report, expected, result)
    _compare_places(report, expected, result, filled)
    _compare_tags(report, expected, result, filled)
    _compare_set_aside(report, expected, result)
    return report


def _compare_set_aside(report: Report, expected: dict[str, Any], result: ImportResult) -> None:
    wanted = [(squashed(item["starts"]), item["section"]) for item in expected.get("set_aside", ())]
    found = [(passage.text, passage.section) for passage in result.set_aside]
    for starts, section in wanted:
        if not any(text.startswith(starts) and name == section for text, name in found):
            report.wrong.append(f"{starts!r} was not set aside from {section}")
    if len(found) != len(wanted):
        report.wrong.append(f"set aside: {found}")


def _compare_frame(report: Report, expected: dict[str, Any], result: ImportResult) -> None:
    for name in ("title", "slug"):
        if getattr(result, name) != expected[name]:
            report.wrong.append(f"{name} is {getattr(result, name)!r}")
    wanted = expected.get("warnings")
    starts = [w[: len(s)] for w, s in zip(result.warnings, wanted or (), strict=False)]
    if wanted is not None and (starts != wanted or len(result.warnings) != len(wanted)):
        report.wrong.append(f"warnings: {result.warnings}")
    if len(result.warnings) < expected.get("min_warnings", 0):
        report.wrong.append(f"only {len(result.warnings)} warnings")
    for name, heading in expected["headings"].items():
        if result.sections[name].heading != heading:
            report.misplaced.append(f"heading of {name} is {result.sections[name].heading!r}")


def _compare_places(
    report: Report, expected: dict[str, Any], result: ImportResult, filled: dict[str, str]
) -> None:
    for piece in expected["placed"]:
        starts, section = squashed(piece["starts"]), piece["section"]
        if starts in filled[section]:
            report.placed += 1
        elif any(starts in text for text in filled.values()):
            report.misplaced.append(f"{starts!r} is not in {section}")
        else:
            report.lost.append(starts)
        names = [text.name for text in result.sections[section].body]
        if piece.get("kind") == "cause" and not any(name.startswith(starts) for name in names):
            report.misplaced.append(f"{starts!r} is no cause")
        if piece.get("kind") == "subheading" and not re.search(
            rf"<h[34]>{re.escape(starts)}</h[34]>", result.sections[section].html
        ):
            report.misplaced.append(f"{starts!r} is no subheading")


def _compare_tags(
    report: Report, expected: dict[str, Any], result: ImportResult, filled: dict[str, str]
) -> None:
    found = Counter({(tag.found, tag.tag): tag.count for tag in result.merge_tags})
    wanted = Counter({(t["found"], t["tag"]): t["count"] for t in expected["tags"]})
    report.tagged = (found & wanted).total()
    report.untagged += [f"{key} x{count}" for key, count in (wanted - found).items()]
    report.falsely_tagged += [f"{key} x{count}" for key, count in (found - wanted).items()]
    unfilled = squashed(" ".join(words_of(s.html) for s in result.sections.values()))
    for item in expected.get("not_tagged", ()):
        if squashed(item["text"]) not in unfilled:
            report.falsely_tagged.append(item["text"])
    everything = " ".join([result.title, *filled.values()])
    dropped = expected.get("dropped", ())
    report.kept_too_much += [d["text"] for d in dropped if d["text"] in everything]
