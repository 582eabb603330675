"""The page that a run writes."""

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.benchmarks.bench import Plan
from tests.benchmarks.measures import ADMIN, MEASURES, READING, WRITING, Measure, Results, Subject
from tests.benchmarks.targets import targets

TEMPLATE = Path(__file__).with_suffix(".md")
NONE = "–"
WITH_QUERIES = [*READING[:-1], *ADMIN, *WRITING[:-1]]
HTTP_HEADS = [
    "",
    "requests a second",
    "of the bare view's",
    "CPU (ms)",
    "of the bare view's",
    "memory (MB)",
]


@dataclass(frozen=True)
class Run:
    """A run that is over."""

    plan: Plan
    results: Results
    began: datetime
    ended: datetime
    machine: dict[str, str]


def write(run: Run) -> str:
    """Return the page as Markdown."""
    results = run.results
    return TEMPLATE.read_text(encoding="utf-8").format(
        conditions=_table(["", ""], _conditions(run)),
        targets=_table(["", "measured", "limit", "holds"], targets(run.plan, results)),
        cpu=_products(MEASURES, results, lambda *row: _ms(results.median(*row))),
        wall=_products(MEASURES, results, lambda *row: _ms(results.median(*row, "wall"))),
        queries=_products(WITH_QUERIES, results, lambda *row: _queries(results, *row)),
        http=_table(HTTP_HEADS, _http(results)),
        sizes=_table(["", "languages", "MB"], _sizes(results)),
    )


def _conditions(run: Run) -> Iterator[Sequence[str]]:
    loads = run.results.loads
    minutes = (run.ended - run.began).total_seconds() / 60
    yield "Run", f"{run.began:%Y-%m-%d %H:%M} UTC, {minutes:.0f} minutes, {run.plan.passes} passes"
    yield from run.machine.items()
    load = f"{statistics.median(loads):.1f} in the median, {min(loads):.1f} to {max(loads):.1f}"
    yield "Load", f"{load} (processes that want to run; the run's own is about 1)"


def _products(
    measures: Sequence[Measure], results: Results, cell: Callable[[str, Subject], str]
) -> str:
    rows = [
        (measure.label, *(cell(measure.act, subject) for subject in results.subjects))
        for measure in measures
    ]
    return _table(["", *(subject.label for subject in results.subjects)], rows)


def _queries(results: Results, act: str, subject: Subject) -> str:
    samples = results.samples.get((act, subject))
    return NONE if samples is None or samples.queries is None else f"{samples.queries}"


def _http(results: Results) -> Iterator[Sequence[str]]:
    for (name, subject), served in results.served.items():
        bare = results.served[name, results.subjects[-1]]
        ratio = statistics.median(served.rates) / statistics.median(bare.rates)
        yield (
            f"{'article' if name == 'article' else 'article as JSON'}, kept: {subject.label}",
            f"{statistics.median(served.rates):,.0f}",
            f"{ratio:.0%}",
            _ms(statistics.median(served.cpu)),
            f"{statistics.median(served.cpu) / statistics.median(bare.cpu):.2f}",
            f"{results.memory[subject]:.0f}",
        )


def _sizes(results: Results) -> Iterator[Sequence[str]]:
    for (subject, languages), size in results.sizes.items():
        if not subject.redis:
            yield subject.label, str(languages), f"{size:.1f}"


def _ms(seconds: float | None) -> str:
    if seconds is None:
        return NONE
    milliseconds = seconds * 1000
    digits = 2 if milliseconds < 10 else 1 if milliseconds < 100 else 0
    return f"{milliseconds:,.{digits}f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column alone is text, if it has more than two."""
    rest = "---" if len(heads) == 2 else "---:"
    lines = [heads, ["---", *[rest] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
