"""What a visit's views are made from: the clinic's facts and navigation, and a page's texts."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString

from clinic_cms.errors import Withheld
from clinic_cms.facts import build_facts
from clinic_cms.merge import BrokenTags, Facts, MissingFact, fill
from clinic_cms.models import ClinicLocation, ConditionPage, MergePage, PractitionerPage
from clinic_cms.models.base_page import readable
from clinic_cms.serving.clinic_memory import remembered
from clinic_cms.serving.clinic_sites import OfferedLocale
from clinic_cms.serving.compiled import CompiledPage, compiled, fills
from clinic_cms.serving.links import LinkTarget, prepare_links, resolve_links
from clinic_cms.serving.navigation import Navigation, load_navigation, tail_of
from clinic_cms.serving.pictures import with_files
from clinic_cms.serving.shown_articles import Conditions, load_conditions
from clinic_cms.serving.visit import Visit

FactsPage = ClinicLocation | PractitionerPage
"""A page whose own facts are filled in on it: a default locale's row."""


@dataclass
class ClinicContext:
    """A clinic for one visit. Each part is read at most once, when it is first used."""

    visit: Visit

    @cached_property
    def navigation(self) -> Navigation:
        """The clinic's pages. One query, or none."""
        return load_navigation(self.visit)

    @cached_property
    def conditions(self) -> Conditions:
        """The clinic's articles. One query, or none."""
        return load_conditions(self.visit, self.facts_in)

    @property
    def facts(self) -> Facts:
        """The clinic's facts as the visit's reader sees them: for header, footer and lists."""
        return self.facts_in(self.visit.locale)

    def facts_in(self, locale: OfferedLocale) -> Facts:
        """Return the clinic's facts as readers of a locale see them."""
        if locale.id not in self._facts:
            self._facts[locale.id] = self._build_facts(locale)
        return self._facts[locale.id]

    def facts_on(self, page: FactsPage, locale: OfferedLocale) -> Facts:
        """Return the facts on a location's or practitioner's own page, for readers of a locale."""
        name = "location" if isinstance(page, ClinicLocation) else "doctor"
        return self._build_facts(locale, **{name: page})

    @cached_property
    def _facts(self) -> dict[int, Facts]:
        return {}

    def _build_facts(self, locale: OfferedLocale, **own: Any) -> Facts:
        clinic = self.visit.clinic
        return build_facts(
            name=clinic.clinic.name,
            primary=clinic.primary_location,
            language=locale.code,
            url=clinic.url(locale.code, ""),
            appointment_url=self.navigation.appointment_url(locale),
            **own,
        )

    @cached_property
    def pictures(self) -> dict[int, Any]:
        """The clinic's logo, with its files, by primary key. One query, or none."""
        clinic = self.visit.clinic
        return remembered(clinic, "logo", lambda: with_files([clinic.clinic.logo]))

    def picture(self, image: Any) -> Any:
        """Return one of `pictures`; None without one."""
        return None if image is None else self.pictures[image.pk]

    def opens_home(self, locale: OfferedLocale) -> bool:
        """Whether patients can open the home in a locale: no fact is missing there."""
        return fills(locale.home, self.facts_in(locale))

    def label(self, text: str) -> str:
        """Return another page's title or summary, filled with the clinic's facts.

        A text that cannot be filled is left out, never shown with a hole.
        """
        if "{" not in text:
            return text
        try:
            return fill(text, self.facts, as_html=False)
        except (BrokenTags, MissingFact):
            return ""

    def rich_label(self, html: str, facts: Facts) -> SafeString:
        """Return another page's formatted text, filled with facts; empty if it cannot be.

        Links between pages keep their words only: their targets were not read.
        """
        try:
            filled = fill(prepare_links(html), facts, as_html=True)
        except (BrokenTags, MissingFact):
            return SafeString("")
        return resolve_links(SafeString(filled), {}, lambda _target: None)


@dataclass
class PageContext(ClinicContext):
    """A clinic and one of its pages, or of the Library's, for one visit."""

    page: MergePage
    draft: bool = False

    @cached_property
    def conditions(self) -> Conditions:
        """The clinic's articles, with an article's translations. One query, or none."""
        key = self.page.translation_key if isinstance(self.page, ConditionPage) else None
        return load_conditions(self.visit, self.facts_in, translations_of=key)

    @cached_property
    def pictures(self) -> dict[int, Any]:
        """The page's pictures and the logo. One query for each, or none."""
        own = (getattr(self.page, name) for name in self.page.picture_fields)
        return {**super().pictures, **with_files([*self.compiled.images, *own])}

    @cached_property
    def compiled(self) -> CompiledPage:
        """The page's compiled texts."""
        return compiled(self.page, draft=self.draft)

    @cached_property
    def translations(self) -> dict[int, MergePage]:
        """The published rows of a page in a clinic's tree, by locale id. One query."""
        rows = type(self.page)._default_manager.filter(
            readable(),
            clinic_id=self.visit.clinic.clinic.pk,
            translation_key=self.page.translation_key,
        )
        if isinstance(self.page, ClinicLocation):
            rows = rows.select_related("lead")
        return {row.locale_id: row for row in rows}

    @cached_property
    def facts_page(self) -> FactsPage | None:
        """The default locale's row of a location or practitioner: its facts hold in every locale.

        None for other pages. Raises Withheld where that row is offline: a location that is closed
        is closed in every language.
        """
        if not isinstance(self.page, FactsPage):
            return None
        default = self.visit.clinic.clinic.default_locale_id
        row: Any = self.page if self.page.locale_id == default else self.translations.get(default)
        if row is None:
            raise Withheld("its page in the clinic's default language is not published")
        return row

    @cached_property
    def page_facts(self) -> Facts:
        """The facts with which the page is filled."""
        return self._page_facts_in(self.visit.locale)

    def _page_facts_in(self, locale: OfferedLocale) -> Facts:
        if self.facts_page is None:
            return self.facts_in(locale)
        return self.facts_on(self.facts_page, locale)

    def opens_in(self, locale: OfferedLocale) -> bool:
        """Whether patients can open the page's translation in another locale."""
        row = self.translations.get(locale.id)
        return row is not None and fills(row, self._page_facts_in(locale))

    @cached_property
    def filled(self) -> dict[str, Any]:
        """The page's filled fields, with links and pictures as they are now. Raises Withheld."""
        return self.compiled.fill(self.page_facts, find_url=self._url_of, find_picture=self.picture)

    @cached_property
    def tail(self) -> str:
        """The page's path below the home; an article's lies below this clinic's index."""
        if isinstance(self.page, ConditionPage):
            slug = self.page.slug
            return self.navigation.article_tail(slug) or f"/{slug}"
        return tail_of(self.page.url_path)

    def _url_of(self, target: LinkTarget) -> str | None:
        """Return the path of a page in the locale being read, if the clinic shows it there."""
        key, tail = target.translation_key, None
        if not target.is_condition:
            tail = self.navigation.translations(key).get(self.visit.locale.id)
        elif row := self.conditions.by_key(key):
            tail = self.navigation.article_tail(row["slug"])
        return None if tail is None else self.visit.path(tail)
