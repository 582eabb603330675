"""Checks the texts of one article for what belongs to one clinic or one person."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from clinic_cms.facts.fact_check.addresses import addresses_in, postal_codes_in, streets_beside
from clinic_cms.facts.fact_check.claims import find_claims
from clinic_cms.facts.fact_check.clinic_names import ClinicNames
from clinic_cms.facts.fact_check.colleagues import colleagues_in
from clinic_cms.facts.fact_check.contact_hits import ContactOwners
from clinic_cms.facts.fact_check.context import Context, contexts_of
from clinic_cms.facts.fact_check.finding import Finding, Hit, Kind, Owner, longest_first
from clinic_cms.facts.fact_check.folding import Word, words_of
from clinic_cms.facts.fact_check.install_facts import InstallFacts, Owners
from clinic_cms.facts.fact_check.landmarks import landmarks_in
from clinic_cms.facts.fact_check.lookup_keys import FEWEST_WORDS, anchors_in
from clinic_cms.facts.fact_check.people import People, names_in_lower_case
from clinic_cms.facts.fact_check.places import Places, one_per_list
from clinic_cms.facts.fact_check.places_of_care import places_of_care_in
from clinic_cms.facts.fact_check.plain_text import PRINTED, PlainText, plain_text
from clinic_cms.facts.fact_check.practices import practices_in
from clinic_cms.facts.fact_check.stated_hours import hours_in
from clinic_cms.facts.fact_check.titled_names import TitledNames
from clinic_cms.facts.fact_check.whereabouts import whereabouts_in
from clinic_cms.facts.fact_check.word_lists import street_words
from clinic_cms.models import Clinic
from clinic_cms.models.content_paths import MergeText

AROUND = 40
FEWEST_LETTERS = 3
"""Letters of a colleague's name that counts alone elsewhere."""
SPACE = re.compile(r"\s+")
"""Characters shown around what was found."""


def check_texts(
    texts: Iterable[MergeText],
    *,
    language: str,
    source: Clinic | None = None,
    owner: Clinic | None = None,
    known: InstallFacts | None = None,
    only: Container[str] | None = None,
) -> list[Finding]:
    """Return what of an article's texts belongs to one clinic or person, in order, each once.

    `source` is the clinic that the article was written for: of it, single names and towns count
    too. `owner` is the clinic whose own article it is; its facts are offered as merge tags, and its
    claims are its own. Several articles checked in a row share one `known`. `only` are the paths of
    the texts that are checked; the others show what their words are.
    """
    contexts = contexts_of((plain_text(item) for item in texts), language)
    known = known or InstallFacts()
    checked = [each for each in contexts if only is None or each.plain.path in only]
    known.look_up(anchor for context in checked for anchor in anchors_in(context))
    check = _Check(known, language, source, owner)
    if check.own:
        names = names_in_lower_case(contexts, check.own)
        for context in contexts:
            context.everyday -= names
    check.called = frozenset(name for context in contexts for name in check.names_used_in(context))
    found = known.complete(pair for context in checked for pair in check.findings_in(context))
    return _each_once(finding for finding in found if not finding.is_offer or finding.tag)


class _Check:
    """One article's check: what is known of all clinics, and of the one that it is about."""

    def __init__(
        self, known: InstallFacts, language: str, source: Clinic | None, owner: Clinic | None
    ) -> None:
        self.known = known
        self.language = language
        self.is_shared = owner is None
        self.offered = owner.pk if owner else None
        """The clinic whose facts are offered as merge tags."""
        about = owner or source
        self.own = known.own(about) if about else None
        self.called: frozenset[str] = frozenset()
        """The names that follow a title anywhere in the article, or stand before a family name."""
        self.contacts = ContactOwners(known, self.own, is_shared=owner is None)

    def findings_in(self, context: Context) -> Iterator[tuple[Finding, Owner | None]]:
        """Yield the findings in one text, each with the clinic that it belongs to."""
        plain = context.plain
        for hit in sorted(self._hits(context), key=lambda hit: hit.start):
            text, span = plain.text[hit.start : hit.end], plain.stored_span(hit.start, hit.end)
            yield self._finding(hit, plain, text, span), hit.owner
        for hit in self.contacts.links_in(plain):
            span = (hit.start, hit.end)
            yield self._finding(hit, plain, plain.source[slice(*span)], span), hit.owner

    def names_used_in(self, context: Context) -> Iterator[str]:
        """Yield the names, folded, by which a text may call someone later."""
        yield from TitledNames(context).names()
        for hit in colleagues_in(context.text, self.language) if self.is_shared else ():
            words = words_of(context.text[hit.start : hit.end])
            yield from (word.key for word in words if len(word.key) >= FEWEST_LETTERS)
        if self.own:
            matches = self.own.matches_in(context.words, context.is_unbroken)
            people = [match for match in matches if match.kind is Kind.PRACTITIONER]
            yield from People(context, self.language).short_forms(people)

    def _hits(self, context: Context) -> list[Hit]:
        if not context.plain.is_filled:
            return self._hits_in_source(context)
        own, text = self.own, context.text
        people, places = People(context, self.language), Places(context)
        matches = list(own.matches_in(context.words, context.is_unbroken)) if own else []
        hits = [
            # Of two that are equally long the first counts: the one with a merge tag.
            *self.contacts.hits_in(context.plain),
            *people.own([match for match in matches if match.kind is Kind.PRACTITIONER]),
            *ClinicNames(context, own).hits(matches),
        ]
        if own:
            towns = list(places.own(matches, own))
            codes = list(postal_codes_in(text, own))
            hits += [*towns, *codes, *places.own_streets(own)]
            starts = {town.start for town in towns}
            beside = (hit for town in towns for hit in places.beside(town.start, town.end))
            hits += [hit for hit in beside if hit.start not in starts]
            hits += streets_beside(context.plain, [*towns, *codes])
        others = list(self._others(context))
        hits += others
        if self.is_shared:
            titled = [people.with_tag(hit, matches) for hit in people.titles.hits()]
            hits += [_with_owner(hit, others) for hit in titled]
            hits += [*people.called(self.called), *colleagues_in(text, self.language)]
            hits += [*places.beside_tags(), *addresses_in(text)]
            hits += list(whereabouts_in(context, places, self.language, hits))
            hits += list(landmarks_in(context, self.language))
            hits += [*hours_in(text, self.language), *places_of_care_in(context, self.language)]
            hits += practices_in(context, self.language)
        hits = one_per_list(longest_first(hits), text, own.areas if own else frozenset())
        if self.is_shared:
            names = own.people - {""} if own else ()
            hits += [
                Hit(claim.kind, claim.start, claim.end)
                for claim in find_claims(text, language=self.language, names=names)
            ]
        return hits

    def _hits_in_source(self, context: Context) -> list[Hit]:
        """Return what is surely a clinic's in the title, publisher or URL of a source.

        Its authors may have any family name, and it may have appeared in any town.
        """
        own = self.own
        matches = list(own.matches_in(context.words, context.is_unbroken)) if own else []
        practitioners = [match for match in matches if match.kind is Kind.PRACTITIONER]
        hits = [
            *self.contacts.hits_in(context.plain),
            *ClinicNames(context, own).hits(matches),
            *(Places(context).own_streets(own) if own else ()),
            *self._others(context),
        ]
        for hit in People(context, self.language).own(practitioners):
            names = words_of(context.text[hit.start : hit.end])
            if sum(len(name.key) > 1 for name in names) >= FEWEST_WORDS:
                hits.append(hit)
        return longest_first(hit for hit in hits if hit.owner)

    def _finding(self, hit: Hit, plain: PlainText, text: str, span: tuple[int, int]) -> Finding:
        passage = _words_around(plain, span)
        owner_id = hit.owner.clinic_id if hit.owner else None
        return Finding(
            kind=hit.kind,
            path=plain.path,
            text=_on_one_line(text),
            passage=_on_one_line(passage),
            clinic_id=owner_id,
            tag=hit.tag if plain.is_filled else "",
            is_offer=owner_id is not None and owner_id == self.offered,
            spans=(span,),
        )

    def _others(self, context: Context) -> Iterator[Hit]:
        """Yield what is certain of any clinic: full names and streets."""
        known, words = self.known, context.words
        yield from self._listed(context, Kind.NAME, known.names, words)
        yield from self._listed(context, Kind.PRACTITIONER, known.practitioners, words)
        if any(word.key[0].isdecimal() for word in words):
            streets = street_words(context.text, words)
            yield from self._listed(context, Kind.STREET, known.streets, streets)

    def _listed(
        self, context: Context, kind: Kind, owners: Owners, words: list[Word]
    ) -> Iterator[Hit]:
        keys = [word.key for word in words]
        for length in owners.lengths:
            for first in range(len(keys) - length + 1):
                found = owners.get(" ".join(keys[first : first + length]))
                run = words[first : first + length]
                fits = context.is_street if kind is Kind.STREET else context.is_name
                if found and fits(run):
                    yield Hit(kind, run[0].start, run[-1].end, self._one_of(found))

    def _one_of(self, owners: list[Owner]) -> Owner:
        """Return whose a fact is: the article's own clinic before any other."""
        own = self.own.clinic_id if self.own else None
        return next((owner for owner in owners if owner.clinic_id == own), owners[0])


def _each_once(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with all places of the same words in one text together."""
    found: dict[tuple[Kind, str, str], Finding] = {}
    for finding in findings:
        key = (finding.kind, finding.path, finding.text)
        first = found.get(key)
        found[key] = replace(first, spans=first.spans + finding.spans) if first else finding
    return list(found.values())


def _with_owner(titled: Hit, others: Iterable[Hit]) -> Hit:
    """Return a name with a title as that of the clinic whose practitioner has it."""
    inside = (hit for hit in others if titled.start <= hit.start and hit.end <= titled.end)
    known = next((hit for hit in inside if hit.kind is Kind.PRACTITIONER), None)
    return replace(titled, owner=known.owner) if known else titled


def _words_around(plain: PlainText, span: tuple[int, int]) -> str:
    """Return the whole words around a span of the stored text, which may lie in markup."""
    text = plain.text
    first = bisect_right(plain.offsets, span[0], key=lambda offset: offset[1])
    last = bisect_left(plain.offsets, span[1], key=lambda offset: offset[0])
    start, end = max(first - AROUND, 0), min(last + AROUND, len(text))
    if start and text[start].isalnum() and (cut := SPACE.search(text, start, first)):
        start = cut.end()
    if end < len(text) and text[end].isalnum():
        end = max([last, *(it.start() for it in SPACE.finditer(text, last, end))]) or end
    return text[start:end]


def _on_one_line(text: str) -> str:
    return " ".join(text.replace(PRINTED, "…").split())
