"""The tenant: a clinic with its hosts, its locales and the masters it shows."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string
from wagtail.models import Locale

from clinic_cms.models.cache_version import InvalidatesResponses
from clinic_cms.models.front_end import normal_preview_url, origin_of
from clinic_cms.models.language_help import check_language_help
from clinic_cms.models.save_checks import check_saved
from clinic_cms.models.themes import THEMES, check_primary
from clinic_cms.models.validators import HOSTNAME, errors_at, tags_in_facts


def picture_field(name: Any) -> Any:
    """Return a field for a picture of Wagtail's library; empty once that is deleted."""
    return models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=name,
    )


def theme_choices() -> list[tuple[str, Any]]:
    """Return the themes as choices; a callable, so that a new theme needs no migration."""
    return [(theme.name, theme.label) for theme in THEMES.values()]


class Clinic(InvalidatesResponses):
    """One business with one website.

    Facts hang on foreign keys, never on a place in the page tree: `home` and
    `primary_location` are the pages of the default locale.
    """

    slug = models.SlugField(_("slug"), unique=True, max_length=80)
    name = models.CharField(_("name"), max_length=120)
    default_locale = models.ForeignKey(
        Locale, on_delete=models.PROTECT, related_name="+", verbose_name=_("default language")
    )
    home = models.ForeignKey(
        "clinic_cms.ClinicHomePage", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    primary_location = models.ForeignKey(
        "clinic_cms.ClinicLocation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    site = models.OneToOneField(
        "wagtailcore.Site", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    theme = models.CharField(_("theme"), max_length=40, choices=theme_choices, default="calm")
    primary_color = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        help_text=_("Links and buttons, as #rrggbb. Empty for the theme's own colour."),
    )
    logo = picture_field(_("logo"))
    preview_url = models.CharField(
        _("preview URL"),
        max_length=500,
        blank=True,
        help_text=_("The front end's page that shows drafts. Previews then offer it."),
    )
    owner_email = models.EmailField(_("owner's e-mail"), blank=True)
    subscribes_to_all = models.BooleanField(
        _("shows all shared articles"),
        default=True,
        help_text=_("If not, only the chosen ones."),
    )
    language_help = models.JSONField(
        _("language help notice"),
        default=list,
        blank=True,
        help_text=_(
            "A notice at the foot of every page, in each of these languages: language help is "
            "free, and the number to call. US clinics that receive federal health funds need it "
            "(Section 1557)."
        ),
    )
    """Codes of `language_help.toml`, in the order in which they are shown."""
    retired_at = models.DateTimeField(_("offline since"), null=True, blank=True, editable=False)
    applied = models.JSONField(default=dict, editable=False)
    """The values that a spec set last, by field: another value is an owner's change."""

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["name"], name="clinic_cms_clinic_name")]
        verbose_name = _("clinic")
        verbose_name_plural = _("clinics")

    def __str__(self) -> str:
        return self.name

    def front_end_origins(self) -> frozenset[str]:
        """Return the origins of its front ends, including that of the preview URL. One query."""
        rows = self.origins.values_list("origin", flat=True)
        return frozenset({*rows, origin_of(self.preview_url)} - {""})

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        super().clean_fields(exclude)
        check_saved(self, self.pk, exclude)

    def clean(self) -> None:
        super().clean()
        errors = tags_in_facts({"name": self.name})
        if errors:
            raise ValidationError(errors)
        with errors_at("language_help"):
            check_language_help(self.language_help)
        if self.preview_url:
            with errors_at("preview_url"):
                self.preview_url = normal_preview_url(self.preview_url)
        if self.primary_color:
            self.primary_color = self.primary_color.lower()
            with errors_at("primary_color"):
                check_primary(self.theme, self.primary_color)


class ClinicHost(InvalidatesResponses):
    """A host name of a clinic; exactly one is canonical, the others redirect to it.

    One that was removed is kept as an earlier host: it redirects too, until a clinic takes it.
    """

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="hosts")
    hostname = models.CharField(_("host name"), max_length=253, unique=True, validators=[HOSTNAME])
    is_canonical = models.BooleanField(_("canonical"), default=False)
    is_earlier = models.BooleanField(_("earlier"), default=False)

    class Meta:
        ordering = ["-is_canonical", "hostname"]
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic"],
                condition=models.Q(is_canonical=True),
                name="clinic_cms_one_canonical_host",
            )
        ]

    def __str__(self) -> str:
        return self.hostname


class ClinicLocale(InvalidatesResponses):
    """A locale that a clinic offers, with its home page in that locale."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="locales")
    locale = models.ForeignKey(Locale, models.PROTECT, related_name="+")
    home = models.ForeignKey(
        "clinic_cms.ClinicHomePage", models.SET_NULL, null=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "locale"], name="clinic_cms_one_row_per_locale"
            )
        ]

    def __str__(self) -> str:
        return str(self.locale)


class Subscription(InvalidatesResponses):
    """A master that a clinic shows; its translation key is the same in every locale."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="subscriptions")
    condition_key = models.UUIDField(_("article"))

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "condition_key"], name="clinic_cms_one_subscription"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clinic}: {self.condition_key}"
