"""docs/isolation.md shows the guard's table as it is, and what closes each leak of Wagtail's.

`UPDATE_DOCS=1` writes the table anew.
"""

import os
import re
from pathlib import Path

from clinic_cms.tenancy.route_table import Access, Rule, admin_routes, rule_of

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "isolation.md"
MEASURED = re.compile(r"<!-- measured -->\n(.*?)<!-- /measured -->", re.DOTALL)
BEGIN, END = "<!-- routes -->\n", "<!-- /routes -->\n"
WAYS = {
    Access.OPEN: "open",
    Access.OWN: "own and shared rows",
    Access.SCOPED: "scoped",
    Access.CLOSED: "closed",
}


def table():
    """One row for each route: its pattern below the admin, how far it is open, and why."""
    lines = ["| route | for a clinic's people | |", "|---|---|---|"]
    for route in admin_routes():
        rule = rule_of(route.name)
        assert rule is not None, route
        pattern = route.pattern.replace("|", "\\|")
        lines.append(f"| `{pattern or '(home)'}` | {WAYS[rule.access]} | {why(rule, route)} |")
    return "\n".join(lines) + "\n"


def why(rule: Rule, route) -> str:
    kinds = {rule.parameters[name] for name in route.parameters if name in rule.parameters}
    rows = sorted(kind.replace("_", " ") for kind in kinds - {"", "app", "model"})
    return rule.reason or ", ".join(rows).capitalize()


def test_the_table_of_routes_is_the_guards():
    page = PAGE.read_text(encoding="utf-8")
    before, _begin, rest = page.partition(BEGIN)
    _shown, _end, after = rest.partition(END)
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(f"{before}{BEGIN}{table()}{END}{after}", encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == f"{before}{BEGIN}{table()}{END}{after}"


def test_each_leak_that_was_measured_names_a_module_and_a_test():
    _head, _line, *rows = MEASURED.search(PAGE.read_text(encoding="utf-8"))[1].splitlines()
    assert len(rows) > 30
    for row in rows:
        module, file, test = re.search(r"`(\S+\.py)` \| `(\S+\.py)::(\w+)`", row).groups()
        assert (ROOT / "clinic_cms" / module).exists(), row
        assert f"def {test}(" in (ROOT / "tests" / file).read_text(encoding="utf-8"), row
