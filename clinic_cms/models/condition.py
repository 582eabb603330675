"""The article: a condition, its causes, its treatment, its prevention; and the Library."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from clinic_cms.blocks.streams import (
    CausesStream,
    PreventionStream,
    ProseStream,
    ReferencesStream,
    TreatmentStream,
)
from clinic_cms.blocks.walk import Node
from clinic_cms.models.base_page import ClinicOwnedPage, readable, synchronized
from clinic_cms.models.clinic import Clinic, Subscription
from clinic_cms.models.content_paths import MergeText

SECTIONS = ("overview", "causes", "treatment", "prevention", "when_to_get_help")
"""The sections of an article, in the order in which they are read."""


class LibraryPage(Page):
    """Holds the masters of one locale. It belongs to no clinic's tree, so it has no URL."""

    content_panels = [TitleFieldPanel("title")]
    promote_panels = [FieldPanel("slug")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["clinic_cms.ConditionPage"]
    preview_modes: list[tuple[str, str]] = []
    private_page_options: list[str] = []

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")


class ConditionQuerySet(PageQuerySet):
    """Which articles a clinic has."""

    def masters(self) -> "ConditionQuerySet":
        """Articles of the Library."""
        return self.filter(clinic__isnull=True)

    def published(self) -> "ConditionQuerySet":
        """Live articles whose expiry has not passed."""
        return self.filter(readable())

    def of_clinic(self, clinic: Clinic) -> "ConditionQuerySet":
        """The clinic's own articles and the masters that it subscribes to, own ones first."""
        masters = Q(clinic__isnull=True)
        if not clinic.subscribes_to_all:
            chosen = Subscription.objects.filter(
                clinic=clinic, condition_key=OuterRef("translation_key")
            )
            masters &= Q(Exists(chosen))
        own_first = models.F("clinic").asc(nulls_last=True)
        return self.filter(Q(clinic=clinic) | masters).order_by(own_first, "title")

    def served(self, clinic: Clinic, locale_id: int) -> "ConditionQuerySet":
        """What patients of a clinic can read in a locale, hidden masters included.

        A clinic's own article hides a master with the same slug: the first of the two is served.
        """
        return self.of_clinic(clinic).published().filter(locale_id=locale_id)


class ConditionPage(ClinicOwnedPage):
    """A condition article: a master in the Library, or a clinic's own."""

    plain_fields = (
        *ClinicOwnedPage.plain_fields,
        "summary",
        *(f"{name}_heading" for name in SECTIONS),
    )
    stream_fields: ClassVar[tuple[str, ...]] = ("opening", *SECTIONS)
    listed_fields: ClassVar[tuple[str, ...]] = ("title", "summary")

    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One or two sentences, shown first and in lists.")
    )
    opening = StreamField(
        ProseStream(),
        blank=True,
        verbose_name=_("opening"),
        help_text=_("The text before the first heading."),
    )
    overview_heading = models.CharField(_("heading"), max_length=160, blank=True)
    overview = StreamField(ProseStream(), blank=True, verbose_name=_("overview"))
    causes_heading = models.CharField(_("heading"), max_length=160, blank=True)
    causes = StreamField(CausesStream(), blank=True, verbose_name=_("causes"))
    treatment_heading = models.CharField(_("heading"), max_length=160, blank=True)
    treatment = StreamField(TreatmentStream(), blank=True, verbose_name=_("treatment"))
    prevention_heading = models.CharField(_("heading"), max_length=160, blank=True)
    prevention = StreamField(PreventionStream(), blank=True, verbose_name=_("prevention"))
    when_to_get_help_heading = models.CharField(_("heading"), max_length=160, blank=True)
    when_to_get_help = StreamField(ProseStream(), blank=True, verbose_name=_("when to get help"))

    author = models.CharField(_("author"), max_length=120, blank=True)
    reviewer = models.CharField(_("reviewer"), max_length=120, blank=True)
    reviewer_credentials = models.CharField(_("reviewer's credentials"), max_length=120, blank=True)
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)
    next_review_on = models.DateField(_("next review"), null=True, blank=True)
    references = StreamField(ReferencesStream(), blank=True, verbose_name=_("sources"))
    related_keys = models.JSONField(default=list, blank=True, editable=False)
    """Translation keys of related masters, in order."""

    required_facts = models.JSONField(default=list, editable=False)
    """Variables that the texts print unguarded: a clinic that lacks one may be a gap."""
    source_digest = models.CharField(max_length=64, blank=True, editable=False)
    """Digests of the file that was last loaded and of the page that resulted from it."""
    source_clinic = models.ForeignKey(
        Clinic, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    """The clinic for which an imported master was written: its facts must not stay in the text."""

    objects = PageManager.from_queryset(ConditionQuerySet)()

    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("opening"),
        *(
            MultiFieldPanel(
                [FieldPanel(f"{name}_heading"), FieldPanel(name)],
                heading=capfirst(section.verbose_name),
            )
            for name, section in zip(
                SECTIONS, (overview, causes, treatment, prevention, when_to_get_help), strict=True
            )
        ),
    ]
    review_panels = [
        FieldPanel("author"),
        FieldRowPanel([FieldPanel("reviewer"), FieldPanel("reviewer_credentials")]),
        FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("next_review_on")]),
        FieldPanel("references"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Article")),
            ObjectList(review_panels, heading=_("Review and sources")),
            ObjectList(ClinicOwnedPage.promote_panels, heading=_("Promote")),
            ObjectList(ClinicOwnedPage.settings_panels, heading=_("Settings")),
        ]
    )
    override_translatable_fields = synchronized(
        "author",
        "reviewer",
        "reviewer_credentials",
        "reviewed_on",
        "next_review_on",
        "related_keys",
    )
    parent_page_types = ["clinic_cms.LibraryPage", "clinic_cms.ConditionIndexPage"]
    subpage_types: list[str] = []
    template = "clinic_cms/pages/condition.html"

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.required_facts = sorted(self.facts_required())
        super().save(*args, **kwargs)

    def checked_texts(self) -> Iterator[MergeText]:
        """Yield all its texts; merge tags are not filled in those of its sources."""
        yield from super().checked_texts()
        for leaf in Node.root(self, "references").leaves():
            if isinstance(leaf.block, blocks.CharBlock | blocks.URLBlock):
                yield MergeText(leaf.path, leaf.value or "", rich=False, is_filled=False)

    @property
    def is_master(self) -> bool:
        """Whether the article is the Library's, shown by many clinics."""
        return self.clinic_id is None
