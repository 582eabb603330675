"""The facts of a clinic as a plan will leave them: no rows are read for them."""

from dataclasses import replace
from typing import TypeVar

from clinic_cms.facts import build_facts
from clinic_cms.launching.plan import Plan
from clinic_cms.launching.state.current import CurrentState
from clinic_cms.launching.state.page_fields import MODELS, NO_SOURCES, write_fields
from clinic_cms.launching.state.values import Key
from clinic_cms.merge import Facts
from clinic_cms.models import ClinicLocation, ClinicOwnedPage, PractitionerPage

Row = TypeVar("Row", bound=ClinicOwnedPage)


class PlannedFacts:
    """What the pages of a planned clinic print; `url` is its home's."""

    def __init__(self, plan: Plan, current: CurrentState, url: str) -> None:
        self._plan, self._current, self._url = plan, current, url
        self._clinic = plan.clinic
        self._rows: dict[Key, ClinicOwnedPage | None] = {}
        self._facts: dict[Key, Facts] = {}

    def of(self, page: Key) -> Facts:
        """Return the facts on a page; those of a person or a place begin with their own."""
        is_of_its_own = MODELS[page.kind] in (ClinicLocation, PractitionerPage)
        key = page if is_of_its_own else Key("", "", page.locale)
        if key not in self._facts:
            self._facts[key] = self._build(key)
        return self._facts[key]

    def _build(self, page: Key) -> Facts:
        contact = self._plan.state.get(Key("contact", "", page.locale), {})
        primary = Key("location", self._clinic.primary_location)
        return build_facts(
            name=self._clinic.name,
            primary=self._row(ClinicLocation, primary),
            language=page.locale,
            url=self._url,
            appointment_url=self._url if contact.get("live") else "",
            location=self._row(ClinicLocation, page),
            doctor=self._row(PractitionerPage, page),
        )

    def _row(self, model: type[Row], key: Key) -> Row | None:
        """Return a person or a place with the facts that a plan gives it; None for others."""
        key = replace(key, locale=self._clinic.default_locale)
        if key not in self._rows:
            fields = self._plan.state.get(key)
            self._rows[key] = self._current.pages.get(key) if fields is None else self._new(key)
        row = self._rows[key]
        return row if isinstance(row, model) else None

    def _new(self, key: Key) -> ClinicOwnedPage | None:
        fields, model = self._plan.state[key], MODELS.get(key.kind)
        if model not in (ClinicLocation, PractitionerPage):
            return self._current.pages.get(key)
        row = model(live=bool(fields["live"]))
        facts = {*row.fact_fields, "title"} - {"lead"}
        write_fields(row, {name: fields[name] for name in facts & fields.keys()}, NO_SOURCES)
        if isinstance(row, ClinicLocation):
            row.lead = self._row(PractitionerPage, Key("practitioner", str(fields["lead"])))
        return row
