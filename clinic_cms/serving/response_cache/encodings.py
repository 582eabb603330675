"""Content codings in which responses are sent (RFC 9110, 12.5.3): Brotli and gzip.

What is kept for everyone holds no secret of anyone, so that its compressed length reveals none.
"""

import gzip
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache

SHORTEST = 200
"""Bytes: what is shorter fits into one packet anyway."""
TEXTS = ("text/", "application/json", "application/xml", "application/vnd.clinic-cms.")
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    # Without the time of its making, so that the same content is the same bytes.
    "gzip": lambda content: gzip.compress(content, compresslevel=6, mtime=0),
}
"""By name, in the order in which we prefer them where a client takes several."""
with suppress(ImportError):
    import brotli

    CODINGS = {"br": lambda content: brotli.compress(content, quality=5), **CODINGS}


def is_compressible(content_type: str) -> bool:
    """Whether contents of a type become much shorter."""
    return content_type.startswith(TEXTS)


def compress(content: bytes, coding: str) -> bytes:
    """Return a content in a coding; a short one as it is."""
    return CODINGS[coding](content) if len(content) >= SHORTEST else content


@lru_cache(maxsize=256)
def chosen_coding(accepted: str) -> str:
    """Return the coding for a client that sends this `Accept-Encoding`; "" for none."""
    weights = dict(_weights(accepted))
    for coding in CODINGS:
        if weights.get(coding, weights.get("*", 0.0)) > 0:
            return coding
    return ""


def _weights(accepted: str) -> list[tuple[str, float]]:
    weights = []
    for item in accepted.lower().split(","):
        coding, _semicolon, parameter = item.partition(";")
        name, _equals, value = parameter.strip().partition("=")
        weight = 1.0
        if name.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                weight = 0.0
        weights.append((coding.strip(), weight))
    return weights
