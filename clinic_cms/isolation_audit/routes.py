"""Every URL pattern of the project, found by walking its resolver."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize


@dataclass(frozen=True)
class Route:
    """A URL pattern: a path with the names of its parameters, and the view that it leads to."""

    template: str
    """The path as a format: "/admin/pages/%(page_id)s/edit/"."""
    parameters: tuple[str, ...]
    view_name: str
    """With its namespaces; empty for a pattern without a name."""
    view: Callable[..., Any] = field(compare=False)

    @property
    def label(self) -> str:
        """The path with its parameters in angle brackets, as people write it."""
        return self.template % {name: f"<{name}>" for name in self.parameters}

    @property
    def is_api(self) -> bool:
        """Whether programs send it JSON."""
        return "/api/" in self.template

    @property
    def model(self) -> type[Model] | None:
        """The model that a class-based view is about, if it says so."""
        cls = getattr(self.view, "view_class", None) or getattr(self.view, "cls", None)
        given: Mapping[str, Any] = getattr(self.view, "view_initkwargs", {})
        model = given.get("model") or getattr(cls, "model", None)
        return model if isinstance(model, type) and issubclass(model, Model) else None

    def path(self, values: Mapping[str, Any]) -> str:
        """Return the path with these values of its parameters."""
        return self.template % values


def all_routes() -> list[Route]:
    """Return the routes of the project; of several at a path, the first, which is served."""
    routes: dict[str, Route] = {}
    for route in _walk(get_resolver(), "", ()):
        routes.setdefault(route.template, route)
    return [*routes.values()]


def _walk(resolver: URLResolver, before: str, namespaces: tuple[str, ...]) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        regex = before + pattern.pattern.regex.pattern.removeprefix("^")
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern, regex, inner)
        elif isinstance(pattern, URLPattern):
            name = ":".join((*namespaces, pattern.name)) if pattern.name else ""
            # Optional parts are left out in one of several forms; the longest one has them all.
            template, parameters = max(normalize(regex), key=lambda form: len(form[1]))
            yield Route(f"/{template}", tuple(parameters), name, pattern.callback)
