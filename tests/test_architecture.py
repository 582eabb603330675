"""How the rooms hang together: what import-linter's layers cannot say."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import grimp
import pytest

import clinic_cms

PACKAGE = Path(clinic_cms.__file__).parent
NAMED_BY_DJANGO = {"__init__", "apps", "signal_handlers", "urls"}
"""Files whose name has the same meaning in every package."""


@pytest.fixture(scope="module")
def graph():
    """All imports of the package, those in functions and under TYPE_CHECKING included."""
    return grimp.build_graph("clinic_cms", cache_dir=None)


def circular(graph):
    """Return the pairs of modules that import each other, directly or through others."""
    imported = {name: graph.find_upstream_modules(name) for name in graph.modules}
    return [
        pair
        for pair in combinations(sorted(imported), 2)
        if pair[0] in imported[pair[1]] and pair[1] in imported[pair[0]]
    ]


def test_a_circle_through_a_third_module_is_found():
    graph = grimp.ImportGraph()
    for importer, imported in ("ab", "bc", "ca", "dc"):
        graph.add_import(importer=importer, imported=imported)
    assert circular(graph) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_no_module_takes_part_in_an_import_circle(graph):
    assert "clinic_cms.models.base_page" in graph.modules
    assert circular(graph) == []


def test_no_basename_stands_in_more_than_two_rooms():
    files = [path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py")]
    names = {(path.stem, path.parts[0]) for path in files if len(path.parts) > 1}
    counts = Counter(name for name, _room in names)
    assert {name for name, count in counts.items() if count > 2} <= NAMED_BY_DJANGO
