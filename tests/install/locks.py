"""What the lock files pin, and what installed packages ask for."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPO = Path(__file__).resolve().parents[2]
RUN = REPO / "requirements" / "run.txt"
DEV = REPO / "requirements" / "dev.txt"

ENVIRONMENTS = [
    {
        "python_version": f"3.{minor}",
        "python_full_version": f"3.{minor}.9",
        "sys_platform": platform,
        "platform_system": system,
        "os_name": "nt" if platform == "win32" else "posix",
    }
    for minor, (platform, system) in product(
        (11, 12, 13), [("linux", "Linux"), ("darwin", "Darwin"), ("win32", "Windows")]
    )
]
"""Where the locks are to be installed."""


def pins(text: str) -> list[Requirement]:
    """Return the pinned requirements of a lock file's text, hashes left out."""
    lines = re.findall(r"^[a-z0-9].*", text, re.MULTILINE | re.IGNORECASE)
    return [Requirement(line.removesuffix("\\")) for line in lines]


def requirements(distribution: Distribution, extras: set[str]) -> Iterator[Requirement]:
    """Yield what a distribution with these extras requires in any of the environments."""
    for line in distribution.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or any(
            requirement.marker.evaluate({**environment, "extra": extra})
            for environment, extra in product(ENVIRONMENTS, {"", *extras})
        ):
            yield requirement


def lacking_extras(locked: list[Requirement], distributions: list[Distribution]) -> list[str]:
    """Return each requirement with an extra of a locked package that the lock pins without it.

    To pip before 23.3, `name[extra]` is a package of its own: where only `name` is pinned, it takes
    the newest release of `name[extra]`, for which the lock has no hash.
    """
    extras: dict[str, set[str]] = {}
    for pin in locked:
        extras.setdefault(canonicalize_name(pin.name), set()).update(pin.extras)
    return [
        f"{distribution.name} requires {requirement}"
        for distribution in distributions
        if (name := canonicalize_name(distribution.name)) in extras
        for requirement in requirements(distribution, extras[name])
        if not requirement.extras <= extras.get(canonicalize_name(requirement.name), set())
    ]
