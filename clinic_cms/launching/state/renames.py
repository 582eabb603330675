"""People and places that a spec calls by another name than before: the same page, renamed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clinic_cms.formats.slugs import slugify
from clinic_cms.launching.spec.schema import ClinicSpec
from clinic_cms.launching.state.current import CurrentState
from clinic_cms.launching.state.desired import DesiredState
from clinic_cms.launching.state.values import Fields, Key

PERSON = ("live", "title", "first_name", "last_name", "photo")
PLACE = ("live", "title", "phone", "street", "postal_code", "latitude", "longitude")


@dataclass(frozen=True)
class Candidate:
    """A page that a launch made, and that the spec no longer names; or one that is new in it."""

    key: Key
    fields: Fields


def find_renames(spec: ClinicSpec, desired: DesiredState, current: CurrentState) -> dict[str, str]:
    """Return the new names of pages by their old ones: "practitioner:ann-li".

    A name is the former one of a page where `was` says so, or where nothing else is as like.
    """
    renames: dict[str, str] = {}
    for kind, tables in spec.named.items():
        dropped = {it.key.page: it for it in _dropped(kind, spec, desired, current)}
        new = {it.key.page: it for it in _new(kind, spec, desired, current)}
        for table in tables:
            page = Key(kind, table.key).page
            if table.was and page in new and (old := _called(table.was, dropped)):
                renames[old] = page
                del dropped[old], new[page]
        renames |= _alike(dropped, new)
    return renames


def _dropped(
    kind: str, spec: ClinicSpec, desired: DesiredState, current: CurrentState
) -> Iterator[Candidate]:
    for key in map(Key.parse, current.all_applied):
        if key.kind == kind and key.locale == spec.default_locale and key not in desired.objects:
            fields = current.fields(key, PERSON if kind == "practitioner" else PLACE)
            if fields is not None:
                yield Candidate(key, fields)


def _new(
    kind: str, spec: ClinicSpec, desired: DesiredState, current: CurrentState
) -> Iterator[Candidate]:
    for key, fields in desired.objects.items():
        is_here = key in current.pages or current.applied(key) is not None
        if key.kind == kind and key.locale == spec.default_locale and not is_here:
            yield Candidate(key, fields)


def _called(was: str, dropped: Mapping[str, Candidate]) -> str:
    """Return the page of an earlier name or slug; "" if there is none."""
    for page, candidate in dropped.items():
        name = candidate.key.name
        if was in {name, candidate.fields["title"]} or slugify(was) == name:
            return page
    return ""


def _alike(dropped: Mapping[str, Candidate], new: Mapping[str, Candidate]) -> dict[str, str]:
    """Return the pairs that are alike and have no rival; who went offline earlier stays so."""
    live = (old for old, candidate in dropped.items() if candidate.fields["live"])
    pairs = [(old, page) for old in live for page in new if _is_same(dropped[old], new[page])]
    olds, pages = [old for old, _page in pairs], [page for _old, page in pairs]
    return {old: page for old, page in pairs if olds.count(old) == pages.count(page) == 1}


def _is_same(old: Candidate, new: Candidate) -> bool:
    before, after = old.fields, new.fields
    if old.key.kind == "practitioner":
        return _same(before, after, "photo") or _is_same_person(before, after)
    points = _same(before, after, "latitude") and _same(before, after, "longitude")
    address = _same(before, after, "street") and _same(before, after, "postal_code")
    return points or address or _same(before, after, "phone")


def _is_same_person(before: Fields, after: Fields) -> bool:
    """Whether a name grew or shrank by a part: "Ann Li", "Ann Li-Marsh"; "Cy", "Cyrus Young"."""
    first, last = (
        (_words(before[name]), _words(after[name])) for name in ("first_name", "last_name")
    )
    if first[0] == first[1]:
        return bool(first[0]) and bool({*last[0]} & {*last[1]})
    short, long = sorted((" ".join(first[0]), " ".join(first[1])), key=len)
    return last[0] == last[1] != [] and bool(short) and long.startswith(short)


def _same(before: Fields, after: Fields, name: str) -> bool:
    return bool(before[name]) and before[name] == after[name]


def _words(name: Any) -> list[str]:
    return slugify(str(name)).split("-") if name else []
