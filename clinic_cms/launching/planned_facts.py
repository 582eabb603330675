"""The facts of a clinic as a plan will leave them: no rows are read for them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clinic_cms.facts import build_facts
from clinic_cms.launching.plan import Plan
from clinic_cms.launching.state.current import CurrentState
from clinic_cms.launching.state.page_fields import MODELS, NO_SOURCES, write_fields
from clinic_cms.launching.state.printing import rows_text
from clinic_cms.launching.state.values import Key
from clinic_cms.merge import Facts
from clinic_cms.merge.formatting import phone
from clinic_cms.models import ClinicLocation, ClinicOwnedPage, PractitionerPage
from clinic_cms.serving.postal_addresses import address_lines

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

    def printed(self, page: Key) -> Iterator[tuple[str, list[str]]]:
        """Yield the facts of a person or a place as people read them: (field, lines).

        Nothing is yielded of other pages, nor of their translations.
        """
        row = (
            self._row(ClinicOwnedPage, page) if page.locale == self._clinic.default_locale else None
        )
        language = get_language() or "en"
        lines: dict[str, list[str]] = {}
        if isinstance(row, PractitionerPage):
            names = {name: [getattr(row, name)] for name in ("first_name", "last_name")}
            lines = {"name": [_name(row)], **names}
        elif isinstance(row, ClinicLocation):
            lines = self._of_place(page, row, language)
        return ((name, found) for name, found in lines.items() if any(found))

    def _of_place(self, page: Key, row: ClinicLocation, language: str) -> dict[str, list[str]]:
        fields = self._plan.state[page]
        zone = row.local_time_zone
        return {
            "address": [", ".join(address_lines(row, language))],
            "phone": [_phone(row, language)],
            "time_zone": [
                zone if row.time_zone else _("%(zone)s, by the address") % {"zone": zone}
            ],
            "opening_hours": rows_text("opening_hours", fields["opening_hours"]),
            "special_days": rows_text("special_days", fields["special_days"]),
            "service_areas": [", ".join(area.value for area in row.service_areas)],
            "lead": [_name(row.lead) if row.lead else ""],
        }

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


def _name(row: PractitionerPage) -> str:
    return ", ".join(filter(None, (row.full_name, row.credentials)))


def _phone(row: ClinicLocation, language: str) -> str:
    if not row.phone:
        return ""
    values = {"printed": phone(row.phone, row.country, language), "dialled": row.phone}
    return _("%(printed)s, dialled %(dialled)s") % values
