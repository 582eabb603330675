"""A clinic's doctors."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField, StreamField

from clinic_cms.blocks.streams import LanguagesStream
from clinic_cms.formats.person_names import full_name
from clinic_cms.models.base import TEXT_FEATURES, ClinicOwnedPage, synchronized
from clinic_cms.models.clinic import picture_field


class Gender(models.TextChoices):
    """How sentences about a person are phrased."""

    FEMININE = "feminine", _("Feminine")
    MASCULINE = "masculine", _("Masculine")
    UNSPECIFIED = "unspecified", _("Not specified")


class PractitionerPage(ClinicOwnedPage):
    """A practitioner; the page's title is the full name, without honorific and credentials."""

    rich_fields = ("bio",)
    fact_fields = (
        "honorific",
        "first_name",
        "last_name",
        "credentials",
        "gender",
        "languages",
        "photo",
    )

    honorific = models.CharField(
        _("honorific"), max_length=30, blank=True, help_text=_("Such as “Dr.”.")
    )
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    credentials = models.CharField(
        _("credentials"), max_length=120, blank=True, help_text=_("Such as “DC, CCSP”.")
    )
    gender = models.CharField(
        _("gender"),
        max_length=20,
        choices=Gender.choices,
        default=Gender.UNSPECIFIED,
        help_text=_("Only for grammar: “he”, “she”, or the name."),
    )
    languages = StreamField(LanguagesStream(), blank=True, verbose_name=_("languages spoken"))
    photo = picture_field(_("photo"))
    bio = RichTextField(_("about"), blank=True, features=TEXT_FEATURES)

    content_panels = [
        TitleFieldPanel("title", heading=_("Full name")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("honorific"), FieldPanel("credentials")]),
                FieldRowPanel([FieldPanel("first_name"), FieldPanel("last_name")]),
                FieldPanel("gender"),
                FieldPanel("languages"),
                FieldPanel("photo"),
            ],
            heading=_("Facts"),
        ),
        FieldPanel("bio"),
    ]
    override_translatable_fields = synchronized("title", *fact_fields)
    parent_page_types = ["clinic_cms.ClinicHomePage"]
    subpage_types: list[str] = []
    template = "clinic_cms/pages/practitioner.html"

    class Meta:
        verbose_name = _("practitioner")
        verbose_name_plural = _("practitioners")

    @classmethod
    def written_facts(cls) -> tuple[str, ...]:
        return ("title", *cls.fact_fields)

    @property
    def full_name(self) -> str:
        """The honorific and the name, as patients address the practitioner."""
        return full_name(self.honorific, self.title)

    def clean(self) -> None:
        super().clean()
        if self.title and not (self.first_name or self.last_name):
            self.first_name, _sep, self.last_name = self.title.partition(" ")
