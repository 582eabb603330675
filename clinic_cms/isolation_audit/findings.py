"""What the audit found, and its report."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

LEAST_SHARE = 0.95
"""The share of canaries that the agency must see, or the audit is blind."""
MOST_EXAMPLES = 3


@dataclass(frozen=True)
class Request:
    """What was requested, by whom and where."""

    route: str
    method: str
    role: str
    host: str
    """Whose host: "own", "other" or "network"."""
    url: str
    """With the ids and the query that were sent."""
    forged: str = ""
    """What stood in a form in place of one's own: the name of a field, or a kind of text."""

    @property
    def kind(self) -> tuple[str, str, str, str]:
        """What a finding is reported for once, however many ids led to it."""
        return self.route, self.method, self.role, self.host


@dataclass
class Finding:
    """What one role saw or changed of the other clinic's by one method of a route."""

    route: str
    method: str
    role: str
    host: str
    urls: list[str] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)
    """Where in the response, by the place of the canary: {"wagtailcore.Page.title": "body"}."""
    changed: list[str] = field(default_factory=list)
    """The other clinic's rows that were changed, and what other rows took from it."""


@dataclass
class Report:
    """The findings, and how much was tried."""

    is_whole: bool = True
    """Whether all routes are requested; only then the agency's share is counted."""
    canaries: int = 0
    seen_by_agency: int = 0
    unseen_by_agency: list[str] = field(default_factory=list)
    requests: int = 0
    routes: int = 0
    seconds: float = 0
    unfilled: list[str] = field(default_factory=list)
    """The project's models of which no row could be made, and why: they were not tried."""
    errors: dict[str, str] = field(default_factory=dict)
    """Requests that ended in an exception, by route and method: nothing leaked by them."""
    _findings: dict[tuple[str, ...], Finding] = field(default_factory=dict)

    def add(self, request: Request, *, seen: Mapping[str, str], changed: Iterable[str]) -> None:
        """Add what a request brought to light, if anything."""
        changed = [*changed]
        if not (seen or changed):
            return
        finding = self._findings.setdefault(request.kind, Finding(*request.kind))
        example = f"{request.url} ({request.forged})" if request.forged else request.url
        if len(finding.urls) < MOST_EXAMPLES:
            finding.urls.append(example)
        finding.seen.update(seen)
        finding.changed += [line for line in changed if line not in finding.changed]

    @property
    def findings(self) -> list[Finding]:
        """The findings by route."""
        return [self._findings[key] for key in sorted(self._findings)]

    @property
    def share(self) -> float:
        """The share of canaries that the agency saw: proof that the audit is not blind."""
        return self.seen_by_agency / self.canaries if self.canaries else 0.0

    @property
    def is_blind(self) -> bool:
        """Whether the agency saw too little for the rest to mean anything."""
        return self.is_whole and self.share < LEAST_SHARE

    @property
    def ok(self) -> bool:
        """Whether nothing was found, by an audit that sees."""
        return not self._findings and not self.is_blind

    def as_json(self) -> dict[str, Any]:
        """Return the report for programs."""
        return {
            "ok": self.ok,
            "findings": [asdict(finding) for finding in self.findings],
            "agency": {
                "canaries": self.canaries,
                "seen": self.seen_by_agency,
                "unseen": self.unseen_by_agency,
            },
            "routes": self.routes,
            "requests": self.requests,
            "seconds": round(self.seconds, 1),
            "unfilled": self.unfilled,
            "errors": self.errors,
        }
