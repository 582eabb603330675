"""What a page must satisfy before it is published, whichever way the request came.

Form, schedule, workflow and API all end in a page's `publish()`, which calls the gates here. A
feature adds its own gate with `register`. wagtail-localize writes a live page before it publishes
it: gates that must stand before that write too are registered for it.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail.models import Page

from clinic_cms.merge import Problem
from clinic_cms.models.validators import tags_in_facts


class Publishable(Protocol):
    """What the gates of this module read of a page; every `MergePage` has it."""

    def written_facts(self) -> tuple[str, ...]:
        """Return the fields whose words fill merge tags."""

    def merge_problems(self) -> Iterator[tuple[str, Problem]]:
        """Yield (place, problem) for each broken merge tag."""


Gate = Callable[[Any], Iterable[ValidationError]]
"""Given a page as it would be published, yields a ValidationError for each reason not to."""

_gates: list[Gate] = []
_write_gates: list[Gate] = []


class Refusal(ValidationError):
    """Every gate's reasons not to publish `page`."""

    def __init__(self, page: Page, reasons: list[ValidationError]) -> None:
        # By field, though none is named: wagtail-localize reads `error_dict`.
        super().__init__({NON_FIELD_ERRORS: reasons})
        self.page = page


def register(gate: Gate, *, on_write: bool = False) -> Gate:
    """Add a gate; one `on_write` also checks whenever a live page's row is written."""
    for gates in (_gates, _write_gates) if on_write else (_gates,):
        if gate not in gates:
            gates.append(gate)
    return gate


def check_publishable(page: Page) -> None:
    """Raise a Refusal that holds every gate's reasons."""
    _check(page, _gates)


def check_write(page: Page) -> None:
    """Raise a Refusal if a live page must not say what is about to be written."""
    _check(page, _write_gates)


def _check(page: Page, gates: Iterable[Gate]) -> None:
    reasons = [reason for gate in gates for reason in gate(page)]
    if reasons:
        raise Refusal(page, reasons)


@register
def no_tags_in_facts(page: Publishable) -> Iterable[ValidationError]:
    """Refuse a page of facts, a location or practitioner, with a merge tag in one of them."""
    facts = {name: getattr(page, name) for name in page.written_facts()}
    for name, error in tags_in_facts(facts).items():
        yield ValidationError(f"{name}: {error.message}", code=error.code)


@register
def no_broken_tags(page: Publishable) -> Iterable[ValidationError]:
    """Refuse a page with a merge tag that could not be filled."""
    for place, problem in page.merge_problems():
        yield ValidationError(f"{place}: {problem.message}", code=problem.id)
