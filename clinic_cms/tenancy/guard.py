"""Keeps a clinic's own people to their clinic, before any view of the admin runs.

What nobody has classified is closed to them, so that a new release of Wagtail opens nothing in
silence. Views and policies check for themselves: this is the outer of two walls.
"""

from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model
from django.http import QueryDict
from django.urls import ResolverMatch

from clinic_cms.tenancy.owners import clinics_of, has_owners
from clinic_cms.tenancy.policies import SEE_ALL, clinics_visible_to
from clinic_cms.tenancy.route_table import (
    APP,
    MODEL,
    NO_ROW,
    OBJECT,
    Access,
    Rule,
    admin_prefix,
    name_of,
    row_models,
    rule_of,
)


class Verdict(Enum):
    """What becomes of a request."""

    PASSES = "passes"
    NOT_FOUND = "not found"
    """It names another clinic's row: it is answered as if there were none."""
    CLOSED = "closed"


class _Closed(Exception):
    """A parameter names what the table does not know."""


def own_clinics(user: User | AnonymousUser) -> frozenset[int]:
    """Return the clinics to which a user is kept; none for those who are no clinic's own people."""
    if isinstance(user, AnonymousUser) or user.has_perm(SEE_ALL):
        return frozenset()
    return frozenset(clinics_visible_to(user).values_list("pk", flat=True))


def is_guarded(match: ResolverMatch | None) -> bool:
    """Whether a route is one of the admin's."""
    return match is not None and match.route.startswith(admin_prefix())


def judge(clinics: Collection[int], match: ResolverMatch) -> Verdict:
    """Return what becomes of a request by one who is kept to these clinics."""
    rule = rule_of(name_of(match))
    if rule is None or rule.access is Access.CLOSED or match.args:
        return Verdict.CLOSED
    try:
        rows = [*_rows_named(match.kwargs, rule.parameters)]
    except _Closed:
        return Verdict.CLOSED
    foreign = any(_foreign(model, [key], clinics) for model, key in rows)
    return Verdict.NOT_FOUND if foreign else Verdict.PASSES


def without_foreign_rows(
    clinics: Collection[int], match: ResolverMatch, query: QueryDict
) -> QueryDict:
    """Return a query without the rows of other clinics that it names."""
    rule = rule_of(name_of(match)) or Rule(Access.CLOSED)
    named = rule.query.keys() & query.keys()
    if not named:
        return query
    kept = query.copy()
    for name in named:
        model = _model_named(rule.query[name], match.kwargs, rule.parameters)
        keys = query.getlist(name)
        foreign = {str(key) for key in _foreign(model, keys, clinics)}
        kept.setlist(name, [key for key in keys if key not in foreign])
    return kept


def _rows_named(
    kwargs: Mapping[str, Any], parameters: Mapping[str, str]
) -> Iterator[tuple[type[Model], Any]]:
    """Yield (model, key) for the rows that a URL names."""
    for name, key in kwargs.items():
        kind = parameters.get(name)
        if kind is None:
            raise _Closed
        if kind == MODEL and not has_owners(_model_named(OBJECT, kwargs, parameters)):
            raise _Closed
        if kind not in {NO_ROW, APP, MODEL}:
            yield _model_named(kind, kwargs, parameters), key


def _model_named(
    kind: str, kwargs: Mapping[str, Any], parameters: Mapping[str, str]
) -> type[Model]:
    """Return the model of a row; for an object, the one that the URL names."""
    if kind != OBJECT:
        return row_models()[kind]
    label = {parameters[name]: value for name, value in kwargs.items() if name in parameters}
    try:
        return apps.get_model(label[APP], label[MODEL])
    except LookupError as error:
        raise _Closed from error


def _foreign(model: type[Model], keys: Collection[Any], clinics: Collection[int]) -> list[Any]:
    return [key for key, owner in clinics_of(model, keys).items() if owner not in clinics]
