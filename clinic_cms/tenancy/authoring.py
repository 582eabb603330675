"""What a token may do with Wagtail's API v3: the operations, and whose rows they may name.

What is not here is closed to every token: see `CLOSED` in `docs/authoring-api.md` for the reasons.
The API's own checks are the inner wall. They show pictures and documents of all clinics to
everyone, so a clinic's token gets lists of our own of these: see `api.authoring_lists`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clinic_cms.tenancy.owners import clinics_of
from clinic_cms.tenancy.route_table import row_models

PARAMETERS = {"page_id": "page", "image_id": "image", "document_id": "document"}
"""What the parameters of a URL name. Revisions are looked up among those of the page."""
WITHIN = frozenset({"revision_id", "type_name"})
"""Parameters that name nothing of a clinic's by themselves."""


@dataclass(frozen=True)
class Operation:
    """An operation, and what is its clinic's in it."""

    is_networks: bool = False
    """Whether it is for the agency's tokens alone."""
    body: Mapping[str, str] | None = None
    """What places in the JSON body name, such as "meta.parent_id": a page."""


OWN = Operation()
NETWORKS = Operation(is_networks=True)
INTO_PAGE = Operation(body={"destination_id": "page"})
OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("GET", "openapi.json"): OWN,
    ("GET", "whoami/"): OWN,
    ("GET", "schema/"): OWN,
    ("GET", "schema/<type_name>/"): OWN,
    ("GET", "pages/"): OWN,
    ("POST", "pages/"): Operation(body={"meta.parent_id": "page"}),
    ("GET", "pages/<page_id>/"): OWN,
    ("PATCH", "pages/<page_id>/"): OWN,
    ("DELETE", "pages/<page_id>/"): OWN,
    ("GET", "pages/<page_id>/revisions/"): OWN,
    ("GET", "pages/<page_id>/revisions/<revision_id>/"): OWN,
    ("POST", "pages/<page_id>/actions/publish/"): OWN,
    ("POST", "pages/<page_id>/actions/unpublish/"): OWN,
    ("POST", "pages/<page_id>/actions/revert/"): OWN,
    ("POST", "pages/<page_id>/actions/copy/"): INTO_PAGE,
    ("POST", "pages/<page_id>/actions/move/"): INTO_PAGE,
    ("DELETE", "pages/<page_id>/actions/delete/"): OWN,
    ("GET", "images/"): OWN,
    ("POST", "images/"): OWN,
    ("GET", "images/<image_id>/"): OWN,
    ("PATCH", "images/<image_id>/"): OWN,
    ("DELETE", "images/<image_id>/"): OWN,
    ("GET", "documents/"): OWN,
    ("POST", "documents/"): OWN,
    ("GET", "documents/<document_id>/"): OWN,
    ("PATCH", "documents/<document_id>/"): OWN,
    ("DELETE", "documents/<document_id>/"): OWN,
    ("GET", "sites/"): NETWORKS,
    ("GET", "sites/<site_id>/"): NETWORKS,
}


def is_open(clinic: int | None, method: str, route: str) -> bool:
    """Whether an operation is open to a clinic's token, or for None the agency's, on some rows."""
    operation = OPERATIONS.get((method, route))
    return operation is not None and (clinic is None or not operation.is_networks)


def may_call(
    clinic: int | None,
    method: str,
    route: str,
    parameters: Mapping[str, Any],
    read_body: Callable[[], Any],
) -> bool:
    """Whether a clinic's token, or for None the agency's, may call an operation on these rows.

    A row that does not exist is no clinic's: it is refused like another clinic's. One query for
    each row that is named, or two.
    """
    if not is_open(clinic, method, route):
        return False
    if clinic is None:
        return True
    operation = OPERATIONS[method, route]
    return all(
        kind is not None and clinics_of(row_models()[kind], [key]).get(key) == clinic
        for kind, key in _rows_named(operation, parameters, read_body)
    )


def _rows_named(
    operation: Operation, parameters: Mapping[str, Any], read_body: Callable[[], Any]
) -> Iterator[tuple[str | None, int]]:
    """Yield (kind, key) of the rows that a call names; the kind is None for what cannot be one."""
    for name, text in parameters.items():
        if name not in WITHIN:
            is_number = str(text).isascii() and str(text).isdecimal() and len(str(text)) < 19
            yield (PARAMETERS.get(name), int(text)) if is_number else (None, 0)
    body = read_body() if operation.body else None
    for place, kind in (operation.body or {}).items():
        key = _value_at(body, place)
        if key is not None:
            # As text it might be read as another number further on.
            yield (kind, key) if type(key) is int else (None, 0)


def _value_at(body: Any, place: str) -> Any:
    for name in place.split("."):
        body = body.get(name) if isinstance(body, dict) else None
    return body
