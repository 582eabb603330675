"""Checks the texts of one article for what belongs to one clinic or one person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from clinic_cms.facts.fact_check.claims import find_claims
from clinic_cms.facts.fact_check.contacts import (
    emails_in,
    hosts_in,
    national_numbers,
    parents_of,
    phones_in,
)
from clinic_cms.facts.fact_check.finding import Finding, Kind
from clinic_cms.facts.fact_check.folding import Word, words_of
from clinic_cms.facts.fact_check.install_facts import InstallFacts, Owner, Owners
from clinic_cms.facts.fact_check.plain_text import PRINTED, PlainText, plain_text
from clinic_cms.models import Clinic
from clinic_cms.models.content_paths import MergeText

AROUND = 40
"""Characters shown around what was found."""
FEWEST_WORDS = 2
"""Words that a name must have to count for a clinic that the text is not known to be about."""


def check_texts(
    texts: Iterable[MergeText],
    *,
    language: str,
    source: Clinic | None = None,
    owner: Clinic | None = None,
    known: InstallFacts | None = None,
) -> list[Finding]:
    """Return what of an article's texts belongs to one clinic or person, in order, each once.

    `source` is the clinic that the article was written for: of it, single names and towns count
    too. `owner` is the clinic whose own article it is; its facts are offered as merge tags, and its
    claims are its own. Several articles checked in a row share one `known`.
    """
    check = _Check(known or InstallFacts(), language, source, owner)
    return [finding for item in texts for finding in check.findings_in(plain_text(item))]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage of a plain text that is someone's."""

    kind: Kind
    start: int
    end: int
    owner: Owner | None = None


class _Check:
    def __init__(
        self, known: InstallFacts, language: str, source: Clinic | None, owner: Clinic | None
    ) -> None:
        self.known = known
        self.language = language
        self.source = source
        self.owner = owner

    def findings_in(self, plain: PlainText) -> Iterator[Finding]:
        hits = _longest([*self._contacts(plain), *self._names(plain)])
        if self.owner is None:
            hits += [
                Hit(claim.kind, claim.start, claim.end)
                for claim in find_claims(plain.text, language=self.language)
            ]
        found: dict[tuple[Kind, str], Finding] = {}
        for hit in sorted(hits, key=lambda hit: hit.start):
            finding = self._finding(hit, plain)
            first = found.get((finding.kind, finding.text))
            spans = (*first.spans, *finding.spans) if first else finding.spans
            found[finding.kind, finding.text] = replace(first or finding, spans=spans)
        yield from found.values()

    def _finding(self, hit: Hit, plain: PlainText) -> Finding:
        passage = plain.text[max(hit.start - AROUND, 0) : hit.end + AROUND]
        return Finding(
            kind=hit.kind,
            path=plain.path,
            text=" ".join(plain.text[hit.start : hit.end].split()),
            passage=" ".join(passage.replace(PRINTED, "…").split()),
            clinic_id=hit.owner.clinic_id if hit.owner else None,
            clinic_name=self.known.name_of(hit.owner.clinic_id) if hit.owner else "",
            since=hit.owner.since if hit.owner else None,
            is_offer=bool(hit.owner and self.owner and hit.owner.clinic_id == self.owner.pk),
            spans=(plain.source_of(hit.start, hit.end),),
        )

    def _contacts(self, plain: PlainText) -> Iterator[Hit]:
        for phone in phones_in(plain.text):
            for number in national_numbers(phone.key):
                if owner := self._owner(self.known.phones, number):
                    yield Hit(Kind.PHONE, phone.start, phone.end, owner)
        for mail in emails_in(plain.text):
            hosts = parents_of(mail.key.partition("@")[2])
            owner = self._owner(self.known.emails, mail.key) or self._host(hosts)
            if owner or self.owner is None:
                yield Hit(Kind.EMAIL, mail.start, mail.end, owner)
        for host in hosts_in(plain.text):
            if owner := self._host(parents_of(host.key)):
                yield Hit(Kind.WEBSITE, host.start, host.end, owner)

    def _host(self, hosts: list[str]) -> Owner | None:
        owners = (self._owner(self.known.hosts, host) for host in hosts)
        return next((owner for owner in owners if owner), None)

    def _names(self, plain: PlainText) -> Iterator[Hit]:
        words = words_of(plain.text)
        kinds: Mapping[Kind, Owners] = {
            Kind.NAME: self.known.names,
            Kind.PRACTITIONER: self.known.practitioners,
            Kind.STREET: self.known.streets,
        }
        for kind, owners in kinds.items():
            yield from self._listed(kind, owners, words, plain.text)

    def _listed(self, kind: Kind, owners: Owners, words: list[Word], text: str) -> Iterator[Hit]:
        lengths = {key.count(" ") + 1 for key in owners}
        for length in sorted(lengths):
            if length < FEWEST_WORDS:
                continue
            for first in range(len(words) - length + 1):
                run = words[first : first + length]
                owner = self._owner(owners, " ".join(word.key for word in run))
                if owner and _is_name(text, run):
                    yield Hit(kind, run[0].start, run[-1].end, owner)

    def _owner(self, owners: Owners, key: str) -> Owner | None:
        """Return whose a fact is: the article's own clinic before any other."""
        found = owners.get(key, ())
        own = {clinic.pk for clinic in (self.source, self.owner) if clinic}
        return next((one for one in found if one.clinic_id in own), None) or next(iter(found), None)


def _is_name(text: str, words: list[Word]) -> bool:
    """Whether words are written as a name: the first and the last not in lower case."""
    ends = (text[words[0].start], text[words[-1].start])
    return not any(character.islower() for character in ends)


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return hits that do not overlap, the longest first."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.start - hit.end):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return kept
