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
    OBJECT,
    Access,
    Rule,
    admin_prefix,
    name_of,
    row_models,
    rule_of,
)
from clinic_cms.tenancy.route_table import NO_ROW as NAMES_NO_ROW

NO_ROW = 2_147_483_647
"""The primary key of no row: the last that fits the narrowest of Django's keys."""


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
        foreign = _foreign_parameters(clinics, match, rule)
    except _Closed:
        return Verdict.CLOSED
    return Verdict.NOT_FOUND if foreign else Verdict.PASSES


def name_no_foreign_rows(clinics: Collection[int], match: ResolverMatch) -> None:
    """Let a request's URL name rows that do not exist in place of other clinics' rows.

    Its view then answers as it does for what is missing, whatever the method. Django passes the
    keyword arguments of the match on to the view.
    """
    rule = rule_of(name_of(match)) or Rule(Access.CLOSED)
    for name in _foreign_parameters(clinics, match, rule):
        match.kwargs[name] = type(match.kwargs[name])(NO_ROW)


def without_foreign_rows(
    clinics: Collection[int], match: ResolverMatch, query: QueryDict
) -> QueryDict:
    """Return a query that names rows which do not exist in place of other clinics' rows."""
    rule = rule_of(name_of(match)) or Rule(Access.CLOSED)
    named = rule.query.keys() & query.keys()
    if not named:
        return query
    kept = query.copy()
    for name in named:
        model = _model_named(rule.query[name], match.kwargs, rule.parameters)
        keys = query.getlist(name)
        foreign = {str(key) for key in _foreign(model, keys, clinics)}
        kept.setlist(name, [str(NO_ROW) if key in foreign else key for key in keys])
    return kept


def _foreign_parameters(clinics: Collection[int], match: ResolverMatch, rule: Rule) -> list[str]:
    """Return the parameters of a URL that name rows of other clinics."""
    named = [*_rows_named(match.kwargs, rule.parameters)]
    if rule.access is Access.OPEN:
        return []
    return [name for name, model, key in named if _foreign(model, [key], clinics)]


def _rows_named(
    kwargs: Mapping[str, Any], parameters: Mapping[str, str]
) -> Iterator[tuple[str, type[Model], Any]]:
    """Yield (parameter, model, key) for the rows that a URL names."""
    for name, key in kwargs.items():
        kind = parameters.get(name)
        if kind is None:
            raise _Closed
        if kind == MODEL and not has_owners(_model_named(OBJECT, kwargs, parameters)):
            raise _Closed
        if kind not in {NAMES_NO_ROW, APP, MODEL}:
            yield name, _model_named(kind, kwargs, parameters), key


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
