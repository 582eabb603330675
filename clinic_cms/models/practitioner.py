"""A clinic's doctors."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField, StreamField

from clinic_cms.blocks.streams import LanguagesStream
from clinic_cms.errors import error_id
from clinic_cms.formats.name_order import fold
from clinic_cms.formats.person_names import full_name, is_part_of, parse_name
from clinic_cms.models.base_page import TEXT_FEATURES, ClinicOwnedPage, synchronized
from clinic_cms.models.clinic import picture_field
from clinic_cms.models.gates import before_publishing

NOT_A_NAME = error_id("clinic_cms.G010")
UNCLEAR_NAME = error_id("clinic_cms.G011")
OTHER_NAME = error_id("clinic_cms.G012")


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
        if self.title and self.holds_facts:
            self._take_name_apart()

    def _take_name_apart(self) -> None:
        """Move title and credentials out of the name, and split what is left if that is certain."""
        parsed = parse_name(self.title)
        found = {"honorific": parsed.honorific, "credentials": parsed.credentials}
        if not parsed.turned and all(self._may_become(*item) for item in found.items()):
            self.title = parsed.name
            for name, value in found.items():
                setattr(self, name, getattr(self, name) or value)
        is_split = self.first_name or self.last_name
        if self.title == parsed.name and parsed.certain and not is_split:
            self.first_name, self.last_name = parsed.given, parsed.family

    def _may_become(self, name: str, value: str) -> bool:
        stated = getattr(self, name)
        return not value or not stated or fold(stated) == fold(value)


@before_publishing
def check_name(page: ClinicOwnedPage) -> Iterator[tuple[str, ValidationError]]:
    """Yield (field, error) for a name that is more than a name, or that has several readings."""
    if not isinstance(page, PractitionerPage):
        return
    parsed = parse_name(page.title)
    parts = {"given": parsed.given, "family": parsed.family}
    if page.title != parsed.name:
        message = gettext(
            "This is not a plain name. Write “%(name)s”; honorific and credentials have their own "
            "fields."
        )
        yield "title", ValidationError(message % {"name": parsed.name}, code=NOT_A_NAME)
    elif not (page.first_name or page.last_name):
        message = gettext(
            "“%(name)s” can be read in two ways. Enter first and last name: perhaps “%(given)s” "
            "and “%(family)s”."
        )
        message %= {"name": page.title, **parts}
        yield "first_name", ValidationError(message, code=UNCLEAR_NAME)
    elif not is_part_of(page.last_name, page.title):
        message = gettext("“%(part)s” is not in the name “%(name)s”. Correct one of them.")
        message %= {"name": page.title, "part": page.last_name}
        yield "last_name", ValidationError(message, code=OTHER_NAME)
