"""The pages of a clinic's website, with the fields that ours have."""

from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page


class AdviceCard(blocks.StructBlock):
    urgency = blocks.CharBlock()
    heading = blocks.CharBlock()
    body = blocks.RichTextBlock()

    class Meta:
        template = "plain_wagtail/advice_card.html"


class Cause(blocks.StructBlock):
    name = blocks.CharBlock()
    kind = blocks.CharBlock()
    explanation = blocks.RichTextBlock()

    class Meta:
        template = "plain_wagtail/cause.html"


class Treatment(blocks.StructBlock):
    name = blocks.CharBlock()
    setting = blocks.CharBlock()
    when = blocks.CharBlock(required=False)
    explanation = blocks.RichTextBlock()
    evidence = blocks.CharBlock(required=False)
    reference = blocks.URLBlock(required=False)

    class Meta:
        template = "plain_wagtail/treatment.html"


class Prevention(blocks.StructBlock):
    action = blocks.CharBlock()
    explanation = blocks.RichTextBlock()

    class Meta:
        template = "plain_wagtail/prevention.html"


class Highlight(blocks.StructBlock):
    heading = blocks.CharBlock()
    text = blocks.RichTextBlock()

    class Meta:
        template = "plain_wagtail/highlight.html"


PROSE = [("text", blocks.RichTextBlock()), ("advice_card", AdviceCard())]
STREAMS = {
    "opening": PROSE,
    "overview": PROSE,
    "causes": [*PROSE, ("cause", Cause())],
    "treatment": [*PROSE, ("treatment", Treatment())],
    "prevention": [*PROSE, ("prevention", Prevention())],
    "when_to_get_help": PROSE,
}


class HomePage(Page):
    """A clinic's home, which holds its facts."""

    doctor = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    street = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    service_areas = models.CharField(max_length=250, blank=True)
    hero_heading = models.CharField(max_length=160, blank=True)
    hero_text = RichTextField(blank=True)
    body = StreamField([*PROSE, ("highlight", Highlight())], blank=True)

    content_panels = [
        *Page.content_panels,
        *map(FieldPanel, ("doctor", "phone", "street", "city", "postal_code", "service_areas")),
        *map(FieldPanel, ("hero_heading", "hero_text", "body")),
    ]

    def shown_articles(self):
        return ArticlePage.objects.descendant_of(self).live()[:6]

    def practitioners(self):
        return PractitionerPage.objects.child_of(self).live()

    def locations(self):
        return LocationPage.objects.child_of(self).live()


class IndexPage(Page):
    """The conditions that a clinic treats, or the articles of which clinics have aliases."""

    intro = RichTextField(blank=True)
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    def shown_articles(self):
        return ArticlePage.objects.child_of(self).live().order_by("title")


class ArticlePage(Page):
    """A condition: a master, or a clinic's alias of one."""

    summary = models.TextField(blank=True)
    opening = StreamField(STREAMS["opening"], blank=True)
    overview_heading = models.CharField(max_length=160, blank=True)
    overview = StreamField(STREAMS["overview"], blank=True)
    causes_heading = models.CharField(max_length=160, blank=True)
    causes = StreamField(STREAMS["causes"], blank=True)
    treatment_heading = models.CharField(max_length=160, blank=True)
    treatment = StreamField(STREAMS["treatment"], blank=True)
    prevention_heading = models.CharField(max_length=160, blank=True)
    prevention = StreamField(STREAMS["prevention"], blank=True)
    when_to_get_help_heading = models.CharField(max_length=160, blank=True)
    when_to_get_help = StreamField(STREAMS["when_to_get_help"], blank=True)

    _names = [
        "summary",
        "opening",
        *(name for section in [*STREAMS][1:] for name in (f"{section}_heading", section)),
    ]
    content_panels = [*Page.content_panels, *map(FieldPanel, _names)]
    api_fields = [*map(APIField, _names)]

    def sections(self):
        """Yield headings and streams, in order."""
        for name in [*STREAMS][1:]:
            yield getattr(self, f"{name}_heading"), getattr(self, name)

    def related(self):
        return ArticlePage.objects.sibling_of(self, inclusive=False).live()[:3]


class StandardPage(Page):
    """About and contact."""

    intro = RichTextField(blank=True)
    body = StreamField(PROSE, blank=True)
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]


class LocationPage(Page):
    """An office."""

    intro = RichTextField(blank=True)
    content_panels = [*Page.content_panels, FieldPanel("intro")]


class PractitionerPage(Page):
    """A doctor."""

    intro = RichTextField(blank=True)
    content_panels = [*Page.content_panels, FieldPanel("intro")]
