"""Everything around a page that it needs to be filled: facts, navigation, the other articles."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString

from clinic_cms.merge import BrokenTags, Facts, MissingFact, fill
from clinic_cms.models import ClinicLocation, ConditionPage, MergePage, PractitionerPage
from clinic_cms.models.base import readable
from clinic_cms.serving.compiled import CompiledPage, compiled, fills
from clinic_cms.serving.conditions import Conditions, load_conditions
from clinic_cms.serving.links import LinkTarget, prepare_links, resolve_links
from clinic_cms.serving.location_views import clinic_facts, primary_location
from clinic_cms.serving.navigation import Navigation, load_navigation
from clinic_cms.serving.pictures import with_files
from clinic_cms.serving.visit import OfferedLocale, Visit


@dataclass
class Surroundings:
    """One visit to one page. Each part is read at most once, when it is first asked for."""

    visit: Visit
    page: MergePage
    draft: bool = False
    location: ClinicLocation | None = None
    """The location, with default-locale facts, whose own page this is."""
    doctor: PractitionerPage | None = None
    """The practitioner, with default-locale facts, whose own page this is."""

    @cached_property
    def navigation(self) -> Navigation:
        """The pages around this one. One query."""
        linked = {target.translation_key for target in self.compiled.links.values()}
        return load_navigation(self.visit, {self.page.translation_key, *linked})

    @cached_property
    def primary(self) -> ClinicLocation | None:
        """The primary location. One query."""
        return primary_location(self.visit)

    @cached_property
    def facts(self) -> Facts:
        """The facts with which this page is filled."""
        if self.location is None and self.doctor is None:
            return self.clinic_facts
        return self.facts_in(self.visit.locale, location=self.location, doctor=self.doctor)

    @cached_property
    def clinic_facts(self) -> Facts:
        """The facts of the clinic at large, for header, footer and lists."""
        return self.facts_in(self.visit.locale)

    def clinic_facts_in(self, locale: OfferedLocale) -> Facts:
        """Return the facts of the clinic at large as readers of a locale see them."""
        is_here = locale.id == self.visit.locale.id
        return self.clinic_facts if is_here else self.facts_in(locale)

    def facts_in(
        self,
        locale: OfferedLocale,
        *,
        location: ClinicLocation | None = None,
        doctor: PractitionerPage | None = None,
    ) -> Facts:
        """Return the facts for readers of a locale, on a location's or practitioner's own page."""
        visit = Visit(self.visit.clinic, locale)
        url = self.navigation.appointment_url(locale)
        return clinic_facts(visit, self.primary, url, location=location, doctor=doctor)

    @cached_property
    def conditions(self) -> Conditions:
        """The clinic's articles. One query."""
        key = self.page.translation_key if isinstance(self.page, ConditionPage) else None
        return load_conditions(self.visit, self.clinic_facts_in, translations_of=key)

    @cached_property
    def family(self) -> dict[int, MergePage]:
        """The published rows of a page in a clinic's tree, by locale id. One query."""
        rows = type(self.page)._default_manager.filter(
            readable(),
            clinic_id=self.visit.clinic.clinic.pk,
            translation_key=self.page.translation_key,
        )
        if isinstance(self.page, ClinicLocation):
            rows = rows.select_related("lead")
        return {row.locale_id: row for row in rows}

    def opens(self, page: MergePage, locale: OfferedLocale) -> bool:
        """Whether patients can open a published page of another locale: its facts are there.

        `page` is a home or another locale's row of this page.
        """
        of_this = page.translation_key == self.page.translation_key
        facts = (
            self.facts_in(locale, location=self.location, doctor=self.doctor)
            if of_this
            else self.clinic_facts_in(locale)
        )
        return fills(page, facts)

    @cached_property
    def compiled(self) -> CompiledPage:
        """The page's compiled texts."""
        return compiled(self.page, draft=self.draft)

    @cached_property
    def pictures(self) -> dict[int, Any]:
        """The pictures of the page and of its header, with their files. One query, or none."""
        own = (getattr(self.page, name) for name in self.page.picture_fields)
        return with_files([*self.compiled.images, *own, self.visit.clinic.clinic.logo])

    def picture(self, image: Any) -> Any:
        """Return one of them; None without one."""
        return None if image is None else self.pictures[image.pk]

    @cached_property
    def filled(self) -> dict[str, Any]:
        """The page's filled fields, with links and pictures as they are now. Raises Withheld."""
        return self.compiled.fill(self.facts, find_url=self._url_of, find_picture=self.picture)

    def label(self, text: str) -> str:
        """Return a title or summary of another page, filled with the clinic's facts.

        A text that cannot be filled is left out, never shown with a hole.
        """
        if "{" not in text:
            return text
        try:
            return fill(text, self.clinic_facts, as_html=False)
        except (BrokenTags, MissingFact):
            return ""

    def rich_label(self, html: str, facts: Facts) -> SafeString:
        """Return formatted text of another page, filled with facts; empty if it cannot be.

        Links between pages keep their words only: their targets were not read.
        """
        try:
            filled = fill(prepare_links(html), facts, as_html=True)
        except (BrokenTags, MissingFact):
            return SafeString("")
        return resolve_links(SafeString(filled), {}, self._url_of)

    def _url_of(self, target: LinkTarget) -> str | None:
        tail = self._tail_of(target)
        return None if tail is None else self.visit.path(tail)

    def _tail_of(self, target: LinkTarget) -> str | None:
        if target.is_condition:
            return self.condition_tail(target.translation_key)
        return self.navigation.translations(target.translation_key).get(self.visit.locale.id)

    def condition_tail(self, key: UUID) -> str | None:
        """Return the path of an article in the locale being read, if the clinic shows it."""
        row = self.conditions.by_key(key)
        index = self.navigation.index_tails.get(self.visit.locale.id)
        return f"{index}/{row['slug']}" if row and index else None
