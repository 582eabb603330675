"""Names of towns that are everyday words too, so that a capital at a sentence's start says nothing.

The words are in everyday.txt, English and Spanish; a name that is not there is taken for a town.
"""

from functools import lru_cache
from pathlib import Path


def is_everyday(name: str) -> bool:
    """Whether a town's name is a word of every day as well."""
    return name.casefold() in _words()


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    path = Path(__file__).with_name("everyday.txt")
    return frozenset(path.read_text(encoding="utf-8").split())
