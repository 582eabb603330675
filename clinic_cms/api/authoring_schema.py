"""The OpenAPI document of the authoring API: what a token may call, and what that is made of."""

from collections.abc import Iterator
from typing import Any

from clinic_cms.tenancy.authoring import is_open

METHODS = frozenset({"get", "post", "put", "patch", "delete"})
SCHEMAS = "#/components/schemas/"


def open_part(document: dict[str, Any], root: str, clinic: int | None) -> dict[str, Any]:
    """Return Wagtail's document with what is open to a clinic's token, or for None the agency's.

    `root` is the path below which the API is mounted.
    """
    paths = {
        path: operations
        for path, item in document["paths"].items()
        if (operations := _open_operations(item, _route(path, root), clinic))
    }
    schemas = document.get("components", {}).get("schemas", {})
    named, waiting = set[str](), [*_named_in(paths)]
    while waiting:
        name = waiting.pop()
        if name not in named:
            named.add(name)
            waiting += _named_in(schemas.get(name, {}))
    kept = {name: schema for name, schema in schemas.items() if name in named}
    components = {**document.get("components", {}), "schemas": kept}
    return {**document, "paths": paths, "components": components}


def _open_operations(item: dict[str, Any], route: str, clinic: int | None) -> dict[str, Any]:
    return {
        method: operation
        for method, operation in item.items()
        if method in METHODS and is_open(clinic, method.upper(), route)
    }


def _route(path: str, root: str) -> str:
    """Return a path as a pattern of URLs has it: "pages/<page_id>/"."""
    return path.removeprefix(root).replace("{", "<").replace("}", ">")


def _named_in(part: Any) -> Iterator[str]:
    """Yield the names of the schemas to which a part refers."""
    if isinstance(part, dict):
        for value in part.values():
            yield from _named_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from _named_in(value)
    elif isinstance(part, str) and part.startswith(SCHEMAS):
        yield part.removeprefix(SCHEMAS)
