"""What is measured, and what came of it."""

import statistics
from dataclasses import dataclass, field
from typing import NamedTuple


class Measure(NamedTuple):
    """A row of the tables."""

    act: str
    label: str
    times: int
    """How often in each pass."""


READING = [
    Measure("article_first", "article, made: the process knows nothing of the clinic", 5),
    Measure("article_made", "article, made: the process knows the clinic", 5),
    Measure("article_kept", "article, kept", 60),
    Measure("home_first", "home, made: the process knows nothing of the clinic", 5),
    Measure("home_made", "home, made: the process knows the clinic", 5),
    Measure("home_kept", "home, kept", 60),
    Measure("json_first", "article as JSON, made: the process knows nothing of the clinic", 5),
    Measure("json_made", "article as JSON, made: the process knows the clinic", 5),
    Measure("json_list", "list of articles as JSON, made: the process knows the clinic", 5),
    Measure("json_kept", "article as JSON, kept", 60),
    Measure("json_304", "article as JSON, 304", 60),
    Measure("sitemap", "sitemap, made", 3),
    Measure("not_found", "404 of a clinic, made", 5),
    Measure("unknown_host", "unknown host, made", 5),
    Measure("round_trip", "one round trip to the cache, alone", 60),
]
ADMIN = [
    Measure("owner_dashboard", "owner: dashboard", 1),
    Measure("owner_explorer", "owner: explorer", 1),
    Measure("owner_edit", "owner: editing the home", 1),
    Measure("agency_explorer", "agency: explorer, all clinics", 1),
    Measure("agency_clinics", "agency: list of clinics (Wagtail: of sites)", 1),
    Measure("agency_translations", "agency: report of translations", 1),
]
WRITING = [
    Measure("publish", "publishing an article (Wagtail: one without aliases)", 2),
    Measure("correction", "a correction, until the last clinic serves it", 1),
    Measure("launch", "launching a clinic, per clinic", 1),
]
MEASURES = [*READING, *ADMIN, *WRITING]


class Subject(NamedTuple):
    """A column of the tables: a product with so many clinics."""

    product: str
    clinics: int
    redis: bool = False

    @property
    def label(self) -> str:
        if self.product == "bare":
            return "bare view"
        name = "Wagtail" if self.product == "plain_wagtail" else "ours"
        return f"{name} {self.clinics:,}{', Redis' if self.redis else ''}"


@dataclass
class Samples:
    """How long an act took each time, in seconds, and its queries."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    queries: int | None = None

    def median(self, clock: str) -> float | None:
        times = getattr(self, clock)
        return statistics.median(times) if times else None


@dataclass
class Served:
    """What a server did in each pass: requests in a second, and its CPU time for each, in s."""

    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


@dataclass
class Results:
    """All that a run measured."""

    subjects: list[Subject]
    samples: dict[tuple[str, Subject], Samples] = field(default_factory=dict)
    served: dict[tuple[str, Subject], Served] = field(default_factory=dict)
    memory: dict[Subject, float] = field(default_factory=dict)
    """MB of a worker, by what a server serves."""
    sizes: dict[tuple[Subject, int], float] = field(default_factory=dict)
    """MB of a database, by the number of its languages."""
    waits: dict[Subject, float] = field(default_factory=dict)
    """The longest time, in s, for which another writer waited during launches."""
    loads: list[float] = field(default_factory=list)
    """The machine's load (1 minute), before each measure."""

    def of(self, act: str, subject: Subject) -> Samples:
        return self.samples.setdefault((act, subject), Samples())

    def median(self, act: str, subject: Subject, clock: str = "cpu") -> float | None:
        samples = self.samples.get((act, subject))
        return samples.median(clock) if samples else None
