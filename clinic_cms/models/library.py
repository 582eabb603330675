"""The shared tree of master articles."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.models import Page


class LibraryPage(Page):
    """Holds the masters of one locale. It lies under no clinic, so it has no URL."""

    content_panels = [TitleFieldPanel("title")]
    promote_panels = [FieldPanel("slug")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["clinic_cms.ConditionPage"]
    preview_modes: list[tuple[str, str]] = []
    private_page_options: list[str] = []

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")
