"""A clinic's own tree: home, conditions index, free pages."""

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from clinic_cms.blocks.streams import HomeStream, ProseStream
from clinic_cms.models.base_page import INTRO_FEATURES, ClinicOwnedPage, synchronized
from clinic_cms.models.clinic import picture_field
from clinic_cms.models.condition import ConditionPage

PAGE_TYPES = {
    "clinichomepage": "home",
    "conditionindexpage": "conditions",
    "conditionpage": "condition",
    "cliniclocation": "location",
    "practitionerpage": "practitioner",
    "clinicpage": "page",
}
"""What the API and webhooks call the types of pages, by their model's name."""


class ClinicHomePage(ClinicOwnedPage):
    """The root of a clinic's tree in one locale. Launching a clinic makes it."""

    plain_fields = (*ClinicOwnedPage.plain_fields, "hero_heading")
    rich_fields = ("hero_text",)
    stream_fields = ("body",)
    picture_fields = ("hero_image",)

    hero_heading = models.CharField(_("heading"), max_length=160, blank=True)
    hero_text = RichTextField(_("text"), blank=True, features=INTRO_FEATURES)
    hero_image = picture_field(_("picture"))
    body = StreamField(HomeStream(), blank=True, verbose_name=_("content"))

    content_panels = [
        TitleFieldPanel("title"),
        MultiFieldPanel(
            [FieldPanel("hero_heading"), FieldPanel("hero_text"), FieldPanel("hero_image")],
            heading=_("Welcome"),
        ),
        FieldPanel("body"),
    ]
    override_translatable_fields = [SynchronizedField("hero_image")]
    is_creatable = False
    subpage_types = [
        "clinic_cms.ClinicLocation",
        "clinic_cms.PractitionerPage",
        "clinic_cms.ConditionIndexPage",
        "clinic_cms.ClinicPage",
    ]
    template = "clinic_cms/pages/home.html"

    class Meta:
        verbose_name = _("clinic home")
        verbose_name_plural = _("clinic homes")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page at a path below the home, given without the locale's segment."""
        slug, *rest = path_components or [""]
        if rest:
            indexes = ConditionIndexPage.objects.filter(clinic_id=self.clinic_id)
            for index in indexes.select_related("clinic").order_by():
                if index.slug == slug and index.is_child_of(self) and index.is_readable:
                    return index.route(request, rest)
        return super().route(request, path_components)


class ConditionIndexPage(ClinicOwnedPage):
    """“Conditions we treat”: lists the clinic's own articles and leads to the masters."""

    rich_fields = ("intro",)

    intro = RichTextField(_("introduction"), blank=True, features=INTRO_FEATURES)

    content_panels = [TitleFieldPanel("title"), FieldPanel("intro")]
    parent_page_types = ["clinic_cms.ClinicHomePage"]
    subpage_types = ["clinic_cms.ConditionPage"]
    max_count_per_parent = 1
    template = "clinic_cms/pages/condition_index.html"

    class Meta:
        verbose_name = _("conditions index")
        verbose_name_plural = _("conditions indexes")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find an article by slug: the clinic's own comes before a master."""
        if not path_components:
            return super().route(request, path_components)
        slug, *rest = path_components
        served = ConditionPage.objects.served(self.clinic, self.locale_id)
        article = None if rest else served.filter(slug=slug).first()
        if article is None:
            raise Http404
        return RouteResult(article)


class PageRole(models.TextChoices):
    """What a free page is for; the contact page also shows the clinic's facts."""

    FREE = "free", _("Free page")
    CONTACT = "contact", _("Contact and appointments")


class ClinicPage(ClinicOwnedPage):
    """A free page of a clinic: about, fees, contact, privacy."""

    rich_fields = ("intro",)
    stream_fields = ("body",)

    role = models.CharField(
        _("purpose"), max_length=20, choices=PageRole.choices, default=PageRole.FREE
    )
    intro = RichTextField(_("introduction"), blank=True, features=INTRO_FEATURES)
    body = StreamField(ProseStream(), blank=True, verbose_name=_("content"))

    content_panels = [TitleFieldPanel("title"), FieldPanel("intro"), FieldPanel("body")]
    settings_panels = [*ClinicOwnedPage.settings_panels, FieldPanel("role")]
    override_translatable_fields = synchronized("role")
    parent_page_types = ["clinic_cms.ClinicHomePage", "clinic_cms.ClinicPage"]
    subpage_types = ["clinic_cms.ClinicPage"]
    template = "clinic_cms/pages/page.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
