"""The braces at a heading's end: `{#causes}`, `{.posture}`, `{.in-clinic when="At first"}`."""

import re
from dataclasses import dataclass

BRACES = re.compile(r"""\s*\{(?=\s*[.#])((?:"[^"]*"|'[^']*'|[^{}"'])*)\}\s*$""")
PART = re.compile(
    r"""\s*(?:\#(?P<id>[\w-]+)|\.(?P<class>[\w-]+)|(?P<key>[\w-]+)=(?:"(?P<d>[^"]*)"|'(?P<s>[^']*)'))"""
)
LEFT_OVER = re.compile(r"\{\s*[.#][^{}]*\}?\s*$")


@dataclass(frozen=True)
class Braces:
    """What a heading's braces say; `unread` is what could not be understood."""

    ids: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    unread: str = ""


def split_heading(heading: str) -> tuple[str, Braces]:
    """Return a heading's words and its braces."""
    found = BRACES.search(heading)
    if found is None:
        broken = LEFT_OVER.search(heading)
        return heading.strip(), Braces(unread=broken.group() if broken else "")
    inner, position = found[1], 0
    ids: list[str] = []
    classes: list[str] = []
    values: list[tuple[str, str]] = []
    while part := PART.match(inner, position):
        position = part.end()
        if part["id"]:
            ids.append(part["id"])
        elif part["class"]:
            classes.append(part["class"])
        else:
            values.append((part["key"], part["d"] if part["d"] is not None else part["s"]))
    unread = inner[position:].strip()
    words = heading[: found.start()].strip()
    return words, Braces(tuple(ids), tuple(classes), tuple(values), unread)
