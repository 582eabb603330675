"""docs/authoring-api.md shows the operations as they are. `UPDATE_DOCS=1` writes them anew."""

import os
import re
from pathlib import Path

from wagtail.api.v3.api import api

from clinic_cms.tenancy.authoring import OPERATIONS

PAGE = Path(__file__).parents[2] / "docs" / "authoring-api.md"
BEGIN, END = "<!-- operations -->\n", "<!-- /operations -->\n"
OUTSIDE = {("GET", "openapi.json")}
"""What the API's schema does not list."""


def table():
    lines = ["| operation | a clinic's token | the agency's |", "|---|---|---|"]
    for (method, route), operation in OPERATIONS.items():
        names_rows = "<" in route or operation.body
        own = "its clinic's" if names_rows and "type_name" not in route else "yes"
        lines.append(f"| `{method} {route}` | {'—' if operation.is_networks else own} | yes |")
    return "\n".join(lines) + "\n"


def test_the_table_of_operations_is_the_fences():
    page = PAGE.read_text(encoding="utf-8")
    before, _begin, rest = page.partition(BEGIN)
    _shown, _end, after = rest.partition(END)
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(f"{before}{BEGIN}{table()}{END}{after}", encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == f"{before}{BEGIN}{table()}{END}{after}"


def test_each_operation_of_wagtails_is_open_or_named_among_the_closed():
    closed = PAGE.read_text(encoding="utf-8").partition("## What is closed")[2]
    there = {
        (method.upper(), re.sub(r"{(\w+)}", r"<\1>", path).removeprefix("/"))
        for path, methods in api.get_openapi_schema(path_prefix="/")["paths"].items()
        for method in methods
    }
    assert OPERATIONS.keys() - OUTSIDE <= there
    unknown = {
        f"{method} {route}"
        for method, route in there - OPERATIONS.keys()
        if f"`{method} {route}`" not in closed and f"`{route.partition('/')[0]}/`" not in closed
    }
    assert unknown == set()
