"""What a clinic's own people may reach, route by route: the table that the guard goes by.

It stands in `admin_routes.toml`. A project adds the routes of its own apps to it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from django.db.models import Model
from django.urls import ResolverMatch, URLPattern, URLResolver, get_resolver, resolve, reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import APIToken, Collection, Page, Revision, Site, TaskState, WorkflowState
from wagtail_localize.models import Translation, TranslationSource

from clinic_cms.models import Clinic, WebhookDelivery, WebhookEndpoint
from clinic_cms.serving.site_redirects import redirect_model

TABLE = files("clinic_cms.tenancy") / "admin_routes.toml"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
"""A parameter in a pattern: of a path, "<int:pk>", or of a regular expression, "(?P<pk>…)"."""
NO_ROW, APP, MODEL, OBJECT = "", "app", "model", "object"
"""What a parameter may name besides a row of one model."""


class Access(StrEnum):
    """How far a route is open to a clinic's own people."""

    OPEN = "open"
    """Nothing in it is any clinic's."""
    OWN = "own"
    """It is about rows that its URL names, which must not be another clinic's."""
    SCOPED = "scoped"
    """What it finds is narrowed inside."""
    CLOSED = "closed"
    """It is the network's."""


@dataclass(frozen=True)
class Rule:
    """A route's entry: how far it is open, why, and what its parameters name."""

    access: Access
    reason: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """What each parameter of the URL names, one of `row_models()` or of the names above."""
    query: Mapping[str, str] = field(default_factory=dict)
    """What parameters of the query name."""


@dataclass(frozen=True)
class Route:
    """A pattern of the admin, as the resolver has it."""

    name: str
    """As `reverse()` takes it; the pattern where it has none."""
    pattern: str
    parameters: frozenset[str]


_added: dict[str, Rule] = {}


def register_route(name: str, rule: Rule) -> None:
    """Say how far a route of a project's own is open to a clinic's people.

    `name` is as in `reverse()`; for a route without one, its pattern below the admin.
    """
    _added[name] = rule


def rule_of(name: str) -> Rule | None:
    """Return the entry of a route; None for one that nobody has classified."""
    return _added.get(name) or _table().get(name) or _closed_by_prefix(name)


@cache
def row_models() -> Mapping[str, type[Model]]:
    """Return the models of which a parameter may name a row, by the names that the table uses."""
    redirects = redirect_model()
    return {
        **({"redirect": redirects} if redirects else {}),
        "page": Page,
        "image": get_image_model(),
        "document": get_document_model(),
        "collection": Collection,
        "revision": Revision,
        "workflow_state": WorkflowState,
        "task_state": TaskState,
        "translation": Translation,
        "translation_source": TranslationSource,
        "site": Site,
        "clinic": Clinic,
        "webhook": WebhookEndpoint,
        "delivery": WebhookDelivery,
        "api_token": APIToken,
    }


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def _table() -> Mapping[str, Rule]:
    """Return the entries of the file by route."""
    file = _file()
    own = dict.fromkeys((name for names in file[Access.OWN].values() for name in names), "")
    entries = {Access.OWN: own, Access.OPEN: file[Access.OPEN], Access.SCOPED: file[Access.SCOPED]}
    return {
        name: Rule(access, reason, _parameters(name), file["query"].get(name, {}))
        for access, reasons in entries.items()
        for name, reason in reasons.items()
    }


def _closed_by_prefix(name: str) -> Rule | None:
    for prefix, reason in _file()[Access.CLOSED].items():
        if name == prefix or (prefix.endswith(":") and name.startswith(prefix)):
            return Rule(Access.CLOSED, reason)
    return None


def _parameters(name: str) -> Mapping[str, str]:
    """Return what the parameters of a route name; the longest beginning decides on its `pk`."""
    file = _file()
    places = [place for place in file["pk"] if f"{name}:".startswith(f"{place}:")]
    pk = {"pk": file["pk"][max(places, key=len)]} if places else {}
    return file["parameters"] | pk


def admin_prefix() -> str:
    """Return the pattern below which the admin is mounted, such as "admin/"."""
    return resolve(reverse("wagtailadmin_home")).route


def name_of(match: ResolverMatch) -> str:
    """Return the name by which the table knows a route of the admin."""
    return match.view_name if match.url_name else match.route.removeprefix(admin_prefix())


def admin_routes() -> Iterator[Route]:
    """Yield all routes of the admin, in the resolver's order."""
    prefix = admin_prefix()
    for names, route, pattern in _patterns(get_resolver()):
        if route.startswith(prefix):
            below = route.removeprefix(prefix)
            name = ":".join((*names, pattern.name)) if pattern.name else below
            yield Route(name, below, frozenset(PARAMETER.findall(below)))


def _patterns(
    resolver: URLResolver, names: tuple[str, ...] = (), above: str = ""
) -> Iterator[tuple[tuple[str, ...], str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = above + str(entry.pattern)
        if isinstance(entry, URLResolver):
            below = (*names, entry.namespace) if entry.namespace else names
            yield from _patterns(entry, below, route)
        else:
            yield names, route, entry
