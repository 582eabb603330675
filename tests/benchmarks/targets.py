"""What is to hold, with what was measured."""

import statistics
from collections.abc import Iterator

from tests.benchmarks.bench import Plan
from tests.benchmarks.measures import Results, Subject

Row = tuple[str, str, str, str]
NOT_MEASURED = "not measured"


class Targets:
    """Makes the rows of the table."""

    def __init__(self, plan: Plan, results: Results) -> None:
        self.plan, self.results = plan, results
        self.least, self.most = min(plan.sizes), max(plan.sizes)
        self.few = Subject("ours", self.least)
        self.many = Subject("ours", self.most)
        self.middle = Subject("ours", plan.middle)
        self.redis = Subject("ours", plan.middle, redis=True)
        self.wagtail_few = Subject("plain_wagtail", self.least)
        self.wagtail = Subject("plain_wagtail", plan.middle)
        self.bare = Subject("bare", plan.middle)

    def rows(self) -> Iterator[Row]:
        yield from self._kept()
        yield from self._made()
        yield from self._written()
        yield from self._admin()
        yield from self._sizes()

    def _kept(self) -> Iterator[Row]:
        for name, act in (("page", "article_kept"), ("JSON", "json_kept")):
            yield self._queries(f"kept {name}, own cache: queries", act, self.middle, 1)
            yield self._ratio(
                f"kept {name}, own cache ÷ bare view", act, self.middle, act, self.bare, 2
            )
            yield self._queries(f"kept {name}, Redis: queries", act, self.redis, 0)
            yield self._beyond_round_trip(name, act)
        for name, label in (("article", "page"), ("json", "JSON")):
            for subject in (self.middle, self.redis):
                cache = "Redis" if subject.redis else "own cache"
                yield self._rate(f"kept {label} over HTTP, {cache} ÷ bare view", name, subject)

    def _made(self) -> Iterator[Row]:
        first = "article_first"
        yield self._growth("cold article", first)
        yield self._growth("cold home", "home_first")
        yield self._ratio(
            f"cold article at {self.middle.clinics:,} ÷ Wagtail's",
            first,
            self.middle,
            "article_made",
            self.wagtail,
            0.5,
        )
        yield self._ratio(
            f"cold article at {self.many.clinics:,} ÷ Wagtail's at {self.least:,}",
            first,
            self.many,
            "article_made",
            self.wagtail_few,
            1,
        )
        for act, known in (("json_made", "clinic known"), ("json_first", "cold")):
            label = f"JSON made ({known}) at {self.middle.clinics:,} ÷ Wagtail's"
            yield self._ratio(label, act, self.middle, "json_made", self.wagtail, 0.5)
        yield self._queries("cold article: queries", first, self.many, 4)
        yield self._limit("cold article, CPU (ms)", self._median(first, self.many, 1000), 6)

    def _written(self) -> Iterator[Row]:
        yield self._growth("correction", "correction")
        cpu = self._median("correction", self.many, 1)
        yield self._limit(f"correction at {self.most:,}, CPU (s)", cpu, 0.03, digits=3)
        ours = self.results.samples.get(("publish", self.many))
        wagtails = self.results.samples.get(("publish", self.wagtail))
        more = None
        if ours and wagtails and ours.queries is not None and wagtails.queries is not None:
            more = ours.queries - wagtails.queries
        yield self._limit("publishing: queries beyond Wagtail's own", more, 10, digits=0)
        slower = self._quotient("launch", self.wagtail, "launch", self.middle)
        yield self._limit(
            f"launch at {self.middle.clinics:,}: times faster than Wagtail's",
            slower,
            20,
            least=True,
        )
        yield self._growth("launch", "launch")
        wait = max(self.results.waits.get(each, 0) for each in (self.middle, self.many))
        yield self._limit("another writer's longest wait during launches (s)", wait, 1)

    def _admin(self) -> Iterator[Row]:
        for act, name in (
            ("owner_dashboard", "owner's dashboard"),
            ("owner_explorer", "owner's explorer"),
            ("owner_edit", "owner's edit page"),
        ):
            yield self._growth(name, act, 1.2)
        explorer = f"agency's explorer at {self.most:,}: queries"
        yield self._queries(explorer, "agency_explorer", self.many, 60)

    def _sizes(self) -> Iterator[Row]:
        for languages, limit in ((1, 25), (2, 45)):
            size = self.results.sizes.get((self.middle, languages))
            label = f"database at {self.middle.clinics:,}, locales: {languages} (MB)"
            yield self._limit(label, size, limit, digits=1)

    def _growth(self, name: str, act: str, limit: float = 1.1) -> Row:
        label = f"{name}: {self.most:,} ÷ {self.least:,} clinics"
        return self._ratio(label, act, self.many, act, self.few, limit)

    def _ratio(
        self, label: str, act: str, subject: Subject, other_act: str, other: Subject, limit: float
    ) -> Row:
        return self._limit(label, self._quotient(act, subject, other_act, other), limit)

    def _quotient(self, act: str, subject: Subject, other_act: str, other: Subject) -> float | None:
        value, by = self.results.median(act, subject), self.results.median(other_act, other)
        return None if value is None or not by else value / by

    def _median(self, act: str, subject: Subject, factor: float) -> float | None:
        value = self.results.median(act, subject)
        return None if value is None else value * factor

    def _queries(self, label: str, act: str, subject: Subject, limit: int) -> Row:
        samples = self.results.samples.get((act, subject))
        return self._limit(label, samples.queries if samples else None, limit, digits=0)

    def _beyond_round_trip(self, name: str, act: str) -> Row:
        """A kept response from Redis, without the time of one round trip, beside the bare view."""
        kept = self.results.median(act, self.redis)
        trip = self.results.median("round_trip", self.redis)
        bare = self.results.median(act, self.bare)
        value = None if kept is None or trip is None or not bare else (kept - trip) / bare
        return self._limit(f"kept {name}, Redis, less one round trip ÷ bare view", value, 1.5)

    def _rate(self, label: str, name: str, subject: Subject) -> Row:
        ours = self.results.served.get((name, subject))
        bare = self.results.served.get((name, self.bare))
        value = None
        if ours and bare:
            value = statistics.median(ours.rates) / statistics.median(bare.rates)
        return self._limit(label, value, 0.8, least=True)

    def _limit(
        self,
        label: str,
        value: float | None,
        limit: float,
        *,
        digits: int = 2,
        least: bool = False,
    ) -> Row:
        bound = f"{'≥' if least else '≤'} {limit:g}"
        if value is None:
            return label, NOT_MEASURED, bound, ""
        holds = value >= limit if least else value <= limit
        return label, f"{value:.{digits}f}", bound, "yes" if holds else "**no**"


def targets(plan: Plan, results: Results) -> list[Row]:
    """The rows of the table of what is to hold."""
    return [*Targets(plan, results).rows()]
