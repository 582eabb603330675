"""Puts the parts of one person's name together that stand beside each other: "Châu Trần Minh"."""

import re
from collections.abc import Iterable
from dataclasses import replace

from clinic_cms.facts.fact_check.context import Context
from clinic_cms.facts.fact_check.own_facts import Match, Role
from clinic_cms.facts.fact_check.titled_names import AFTER_INITIAL, SPACE

NAMES = frozenset({Role.FULL, Role.GIVEN, Role.FAMILY})
HYPHEN = re.compile("[-\u2010\u2011]")
MOST_BETWEEN = 2
"""Other names between a person's first and family name: "Michael James Wilson"."""


def whole_names(context: Context, matches: Iterable[Match]) -> list[Match]:
    """Return matches, the parts of one person's name as one.

    With a part that is not known ("Trần Thị Minh Châu", "Anne-Hélène") it gets no merge tag.
    """
    merged: list[Match] = []
    for match in matches:
        whole = _whole(context, merged[-1], match) if merged else None
        if whole:
            merged[-1] = whole
        else:
            merged.append(match)
    return [_with_joined(context, match) for match in merged]


def is_beside(context: Context, first: int, second: int) -> bool:
    """Whether there is nothing between two words but an initial."""
    if second == first + 2 and context.is_initial(first + 1):
        return bool(
            SPACE.fullmatch(context.gap(first)) and AFTER_INITIAL.fullmatch(context.gap(first + 1))
        )
    return second == first + 1 and bool(SPACE.fullmatch(context.gap(first)))


def _whole(context: Context, one: Match, two: Match) -> Match | None:
    """Return two parts of a name as one; None if they are not one person's."""
    roles = {one.role, two.role}
    if Role.CUT in roles:
        return _with_cut_form(context, one, two)
    in_order = (one.role, two.role) == (Role.GIVEN, Role.FAMILY)
    if not (in_order or (roles <= NAMES and one.owner == two.owner)):
        return None
    if len(roles) == 1 and context.is_capital(one.first) != context.is_capital(two.first):
        return None  # "Will will ask"
    role = Role.FULL if len(roles) > 1 else one.role
    if is_beside(context, one.last, two.first):
        return replace(one, last=two.last, role=role, tag=_joined_tag(one, two))
    is_far = two.first - one.last - 1 > MOST_BETWEEN
    if is_far or len(roles) == 1 or context.is_title_case(context.words[one.first].start):
        return None
    is_run = all(
        SPACE.fullmatch(context.gap(at)) and context.is_capital(at + 1)
        for at in range(one.last, two.first)
    )
    return replace(one, last=two.last, role=role, tag="") if is_run else None


def _with_cut_form(context: Context, one: Match, two: Match) -> Match | None:
    """Return the beginning of a first name with the family name behind it: "Rhi Vance"."""
    is_name = (one.role, two.role, one.owner) == (Role.CUT, Role.FAMILY, two.owner)
    if not is_name or not is_beside(context, one.last, two.first):
        return None
    if not (context.is_capital(one.first) and context.is_capital(two.first)):
        return None
    return replace(one, last=two.last, role=Role.FULL, tag=_joined_tag(one, two))


def _joined_tag(one: Match, two: Match) -> str:
    """Return the merge tags for two parts of a name; "" unless both have one."""
    if not (one.tag and two.tag) or one.role is two.role:
        return one.tag and two.tag
    if Role.FULL in (one.role, two.role):
        return one.tag if one.role is Role.FULL else two.tag
    given, family = (two, one) if one.role is Role.FAMILY else (one, two)
    return f"{given.tag} {family.tag}"


def _with_joined(context: Context, match: Match) -> Match:
    """Return a match with what a hyphen joins to its start: "Anne-Hélène", "Su-min Kim"."""
    first = match.first
    while (
        match.role in NAMES
        and first > 0
        and HYPHEN.fullmatch(context.gap(first - 1))
        and context.is_capital(first - 1)
    ):
        first -= 1
    return match if first == match.first else replace(match, first=first, role=Role.FULL, tag="")
