"""The front ends of a clinic: its own websites that read its pages, and drafts, from the API."""

from typing import Any
from urllib.parse import SplitResult, urlsplit, urlunsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from clinic_cms.errors import error_id
from clinic_cms.models.cache_version import InvalidatesResponses
from clinic_cms.models.validators import HOSTNAME, errors_at
from clinic_cms.routing import DEFAULT_PORTS, host_of

WRONG_ORIGIN = error_id("clinic_cms.H002")
WRONG_PREVIEW_URL = error_id("clinic_cms.H003")

FRONT_END, BUILT_IN = "front-end", "built-in"
"""Where a draft is shown: the preview modes of a clinic that has a front end."""
LONGEST_ORIGIN = 270
"""Characters: "https://", the longest host name, a port."""


def normal_origin(value: str) -> str:
    """Return an origin as browsers send it (RFC 6454, 6.2): lower case, without a default port.

    A slash at its end is dropped. Raises ValidationError, also for http: others on the way could
    read it, so it is allowed on localhost only.
    """
    parts = _split(value)
    if parts is None or parts.path not in {"", "/"} or parts.query:
        message = _("Write a URL such as https://www.example.com: https, without a path.")
        raise ValidationError(message, code=WRONG_ORIGIN)
    return urlunsplit((parts.scheme, parts.netloc, "", "", ""))


def normal_preview_url(value: str) -> str:
    """Return a preview URL with its origin as browsers send it; raises ValidationError.

    It may have a path but no query: the token and the draft's details are added as the query.
    """
    parts = _split(value)
    if parts is None or parts.query:
        message = _("Write a URL such as https://www.example.com/preview: https, without “?”.")
        raise ValidationError(message, code=WRONG_PREVIEW_URL)
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "", ""))


def origin_of(url: str) -> str:
    """Return the origin of a normalised URL; empty for an empty one."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if url else ""


def _split(value: str) -> SplitResult | None:
    """Return the parts of a URL, without a default port; None if it is not a usable URL."""
    # Browsers read "\" as "/", and `urlsplit` drops tabs and line breaks.
    if any(sign in value for sign in "\\@#") or len(value.split()) != 1:
        return None
    try:
        parts = urlsplit(value.strip())
        host, port = host_of(parts.hostname or ""), parts.port
        HOSTNAME(host)
    except (ValueError, ValidationError):
        return None
    if not parts.path.isascii():
        return None
    is_local = host == "localhost" or host.endswith(".localhost")
    if not (parts.scheme == "https" or (parts.scheme == "http" and is_local)) or port == 0:
        return None
    netloc = host if port in {None, DEFAULT_PORTS[parts.scheme]} else f"{host}:{port}"
    return parts._replace(netloc=netloc)


class ClinicOrigin(InvalidatesResponses):
    """The origin of a website whose pages may request a clinic's data from a browser."""

    clinic = models.ForeignKey("clinic_cms.Clinic", models.CASCADE, related_name="origins")
    origin = models.CharField(gettext_lazy("origin"), max_length=LONGEST_ORIGIN)

    class Meta:
        ordering = ["origin"]
        verbose_name = gettext_lazy("front end")
        verbose_name_plural = gettext_lazy("front ends")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "origin"], name="clinic_cms_one_row_per_origin"
            )
        ]

    def __str__(self) -> str:
        return self.origin

    def clean(self) -> None:
        super().clean()
        with errors_at("origin"):
            self.origin = normal_origin(self.origin)


class PreviewDraft(models.Model):
    """A page as a user is editing it for one clinic: one row for each user, page and clinic.

    Every preview overwrites it, so there are never more rows than pages being edited. A page that
    was never saved is identified by its type and by the page under which it is being created.
    """

    clinic = models.ForeignKey("clinic_cms.Clinic", models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    parent = models.ForeignKey(Page, models.CASCADE, null=True, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    """The page as `serializable_data` gives it, as in Wagtail's revisions."""
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = gettext_lazy("previewed draft")
        verbose_name_plural = gettext_lazy("previewed drafts")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "clinic"],
                condition=models.Q(page__isnull=False),
                name="clinic_cms_one_preview_of_a_page",
            ),
            models.UniqueConstraint(
                fields=["user", "parent", "content_type", "clinic"],
                condition=models.Q(page__isnull=True),
                name="clinic_cms_one_preview_of_a_new_page",
            ),
            models.CheckConstraint(
                condition=models.Q(page__isnull=False) | models.Q(parent__isnull=False),
                name="clinic_cms_a_preview_has_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clinic}: {self.page or self.content_type}"

    def as_page(self) -> Page | None:
        """Return the page as it was being edited; None if something that it needs was deleted."""
        if self.page is not None:
            saved = self.page.specific
            draft: Page = saved.with_content_json({**self.content})
            # JSON loses the microseconds.
            draft.first_published_at = saved.first_published_at
            draft.last_published_at = saved.last_published_at
            return draft
        model: Any = self.content_type.model_class()
        return model.from_serializable_data(self.content) if model else None


def unexpired() -> models.Q:
    """Return the condition for drafts that have not expired."""
    return models.Q(expires_at__gt=timezone.now())
