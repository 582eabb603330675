"""Reads a page in Chromium, and tells exactly in what two pages differ."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

READING = Path(__file__).with_name("reading.js").read_text()
AROUND = 3
"""How many words before a difference are shown."""


def read(page, address: str, *, status: int = 200) -> dict[str, Any]:
    """Open an address and return what its page says."""
    response = page.goto(address)
    assert response.status == status, f"{address}: {response.status}"
    return page.evaluate(READING)


def differences(server: dict[str, Any], front: dict[str, Any]) -> Iterator[str]:
    """Yield each part in which the front end's page is not what the server's page says."""
    for part, expected in server.items():
        found = front[part]
        if found == expected:
            continue
        if isinstance(expected, list) and isinstance(found, list):
            for change in _changes(
                [repr(item) for item in expected], [repr(item) for item in found]
            ):
                yield f"{part}: {change}"
        else:
            yield f"{part}: {expected!r} became {found!r}"


def _changes(before: list[str], after: list[str]) -> Iterator[str]:
    for kind, start, end, new, last in SequenceMatcher(a=before, b=after).get_opcodes():
        if kind != "equal":
            behind = " ".join(before[max(0, start - AROUND) : start])
            was, now = " ".join(before[start:end]), " ".join(after[new:last])
            yield f"after {behind}: {was or 'nothing'} became {now or 'nothing'}"
