"""Finds places in a text: the clinic's towns and addresses, and towns in one list with a tag."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from clinic_cms.facts.fact_check.context import Context
from clinic_cms.facts.fact_check.finding import Hit, Kind
from clinic_cms.facts.fact_check.folding import CAPITAL, key_of
from clinic_cms.facts.fact_check.institutions import in_institution
from clinic_cms.facts.fact_check.own_facts import Match, OwnFacts, Role
from clinic_cms.facts.fact_check.plain_text import PRINTED
from clinic_cms.facts.fact_check.word_lists import (
    WORDS,
    any_of,
    everyones_names,
    street_words,
)
from clinic_cms.formats.name_order import fold
from clinic_cms.formats.person_names import TRADES, is_title

TOWN_TAGS = frozenset(("location.city", "location.place", "location.service_areas"))
_AND = any_of(word for word in WORDS["and"] if word not in "&و和及与")
LINK = rf"(?:\s*[,،]\s*(?:(?i:{_AND})\s+|&\s*)?|\s+(?i:{_AND})\s+|\s*&\s*)"
"""Between two towns of a list."""
ONE_LIST = re.compile(LINK)
IN_ONE_LIST = re.compile(rf"{LINK}|\s*(?:[、和及与]|،?\s*و)\s*")
AREAS_TAG = "{{ location.service_areas }}"
_CAPITAL = rf"(?!(?i:{_AND})(?!\w))(?:(?:St|Ste|Mt|Ft|Sta)\.[^\S\n])?{CAPITAL}[\w'\u2019-]*"
NAME = rf"{_CAPITAL}(?:[^\S\n](?:(?:de|del|la|of|sur|on|upon)[^\S\n])?{_CAPITAL}){{0,3}}"
AFTER_TAG = re.compile(rf"(?P<link>{LINK})(?:(?:de|from|từ)\s|d['\u2019])?(?P<name>{NAME})")
BEFORE_TAG = re.compile(rf"(?P<name>{NAME})(?P<link>{LINK})$")
AFTER_TAG_CASELESS = re.compile(
    r"(?:(?P<link>[、和及与])(?P<name>[\u4e00-\u9fff]{2,6}?)|(?P<arabic>،\s*و?|\s+و\s?)(?P<arab>[\u0621-\u064a]{3,}(?:\s[\u0621-\u064a]{3,})?))"
    r"(?=\s*(?:[、，。,،.;；!！?？和及与等\n]|و|$))"
)
AFTER_TOWN = re.compile(rf"{PRINTED},\s$")
DETERMINED = re.compile(r"(?<!\w)(?:an?|the|your|our|local|every)\s$", re.I)
NAME_GOES_ON = re.compile(rf"[^\S\n]{_CAPITAL}")
ENDS_LIST = re.compile(rf"\s*(?:[.;:!?)\n]|$|[,،]?\s*$|[,،]?\s(?i:{_AND})\s)")
ON = re.compile(r"(?<!\w)on\s+$", re.I)
LONGEST_IN_CAPITALS = 2
"""Words of a town in a line of capitals."""
ANOTHER_REGION = re.compile(r",\s+([A-Z]{2})(?!\w)")
CODE = re.compile(r",?\s+(?P<code>[A-Z]{2,3})(?:\s+\d{5})?(?!\w)")
COUNTRY_CODES = frozenset(("US", "USA", "UK"))
CODE_IN_CAPITALS = re.compile(r",\s+(?P<code>[A-Z]{2,3})(?=\s+\d{5}|[.;:)]|\s*$)", re.M)
"""In a line of capitals, any short word looks like a region's code."""


def one_per_list(hits: Iterable[Hit], text: str, areas: Set[str]) -> list[Hit]:
    """Return hits with towns that stand in one list, and that no tag prints, as one.

    The list of all of a clinic's service `areas` has a tag of its own.
    """
    joined: list[Hit] = []
    listed: list[str] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        is_town = hit.kind is Kind.TOWN and not hit.tag
        last = joined[-1] if joined else None
        if is_town and last and listed and IN_ONE_LIST.fullmatch(text, last.end, hit.start):
            listed.append(key_of(text[hit.start : hit.end]))
            tag = AREAS_TAG if set(listed) == areas else ""
            owner = last.owner or hit.owner
            joined[-1] = replace(last, end=hit.end, owner=owner, tag=tag)
        else:
            listed = [key_of(text[hit.start : hit.end])] if is_town else []
            joined.append(hit)
    return joined


class Places:
    """The places of one text."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.text = context.text
        self.not_towns = everyones_names(context.language or "en")

    def own(self, matches: list[Match], own: OwnFacts) -> Iterator[Hit]:
        """Yield the clinic's towns and regions, but not towns of the same name elsewhere."""
        regions = "|".join(sorted(map(re.escape, own.regions), key=len, reverse=True))
        own_region = re.compile(rf",?\s+(?:{regions})(?!\w)") if regions else None
        towns = [match for match in matches if match.role in {Role.TOWN, Role.REGION}]
        listed_from = 0
        for match in towns:
            run = self.context.words[match.first : match.last + 1]
            start, end, tag = run[0].start, run[-1].end, match.tag
            # Towns are named in titles, and sentences begin with them.
            if not self.context.is_name(run, everyday=()):
                continue
            if (
                own_region
                and match.role is Role.TOWN
                and (after := own_region.match(self.text, end))
                # "BEND OR TWIST" names no region.
                and (after.group().startswith(",") or not self._is_in_capitals(end))
            ):
                end = after.end()
                tag = "{{ location.place }}" if tag == "{{ location.city }}" else ""
            elif self._is_elsewhere(end, own):
                continue
            else:
                is_listed = ONE_LIST.fullmatch(self.text, listed_from, start)
                if self.context.may_be_everyday(run) and not is_listed:
                    continue
            listed_from = end
            is_alone = match.role is Role.REGION and not AFTER_TOWN.search(self.text, 0, start)
            if is_alone or self._is_part_of_name(start, end):
                tag = ""  # Of another clinic, "A Texas Runner's Guide" would be "A QC Runner's".
            yield Hit(Kind.TOWN, start, end, match.owner, tag)

    def _is_part_of_name(self, start: int, end: int) -> bool:
        """Whether a town is part of a longer name: "the Fairfield Tomato Festival"."""
        if in_institution(self.text, start, end):
            return True
        following = NAME_GOES_ON.match(self.text, end)
        if following is None or self.context.is_title_case(start):
            return False
        # "A Fairfield Chiropractor Explains"
        is_trade = fold(following.group().strip()) in TRADES
        return not (is_trade and DETERMINED.search(self.text, 0, start))

    def own_streets(self, own: OwnFacts) -> Iterator[Hit]:
        """Yield the clinic's streets, with or without their number."""
        words = street_words(self.text, self.context.words)
        for match in own.streets_in(words, self.context.is_unbroken):
            run = words[match.first : match.last + 1]
            if self.context.is_street(run):
                start, end = run[0].start, run[-1].end
                # "On {{ location.street }}" would print the number too.
                has_number = any(sign.isdecimal() for sign in self.text[start:end])
                tag = match.tag if has_number and not ON.search(self.text, 0, start) else ""
                yield Hit(Kind.STREET, start, end, match.owner, tag)

    def _is_elsewhere(self, end: int, own: OwnFacts) -> bool:
        after = ANOTHER_REGION.match(self.text, end)
        if after and own.regions:
            # In a line of capitals, any short word looks like a region's code.
            is_code = after[1] in own.other_regions or not self._is_in_capitals(end)
            return is_code and after[1] not in own.regions
        names = (name for name in own.other_regions if len(name) > 3)
        following = self.text[end : end + 40].lstrip(" ,(")
        return any(following.startswith(name) for name in names)

    def beside_tags(self) -> Iterator[Hit]:
        """Yield towns in one list with a place that a merge tag prints."""
        for position, variable in self.context.plain.tags.items():
            if variable in TOWN_TAGS:
                yield from self.beside(position, position + 1)

    def beside(self, start: int, end: int) -> Iterator[Hit]:
        """Yield towns in one list with the one that stands at some offsets."""
        yield from self._after(end)
        yield from self._before(start)

    def _after(self, position: int) -> Iterator[Hit]:
        in_capitals = self._is_in_capitals(position)
        code = (CODE_IN_CAPITALS if in_capitals else CODE).match(self.text, position)
        if code:
            if code["code"] not in COUNTRY_CODES:
                yield Hit(Kind.TOWN, *code.span("code"))
            return
        yield from self.listed(position)

    def listed(self, position: int) -> Iterator[Hit]:
        """Yield the towns that go on a list at a position."""
        in_capitals = self._is_in_capitals(position)
        in_title_case = self.context.is_title_case(position)
        found: list[Hit] = []
        has_and = False
        while match := AFTER_TAG.match(self.text, position):
            if is_title(match["name"].partition(" ")[0]):
                break
            if match["name"] not in self.not_towns:
                found.append(Hit(Kind.TOWN, *match.span("name")))
            has_and = has_and or match["link"].strip(" ,") != ""
            position = match.end()
        ends = ENDS_LIST.match(self.text, position)
        if in_capitals:
            # Where all is in capitals, only a list that ends in "and" is one of names.
            longest = max((self.text[it.start : it.end].count(" ") for it in found), default=0)
            is_list = has_and and ends is not None and longest < LONGEST_IN_CAPITALS
        else:
            is_list = not in_title_case and (has_and or ends is not None)
        if is_list:
            yield from found
        while match := AFTER_TAG_CASELESS.match(self.text, position):
            group = "name" if match["name"] else "arab"
            yield Hit(Kind.TOWN, *match.span(group))
            position = match.end()

    def _is_in_capitals(self, position: int) -> bool:
        start = self.text.rfind("\n", 0, position) + 1
        end = self.text.find("\n", position)
        return self.text[start : end if end >= 0 else None].isupper()

    def _before(self, position: int) -> Iterator[Hit]:
        line = self.text.rfind("\n", 0, position) + 1
        match = BEFORE_TAG.search(self.text, max(line, position - 80), position)
        if match is None or self.context.is_title_case(position):
            return
        if self.context.begins_sentence(match.start("name")) or PRINTED in match["name"]:
            return
        if not is_title(match["name"].partition(" ")[0]) and match["name"] not in self.not_towns:
            yield Hit(Kind.TOWN, *match.span("name"))
