"""Who reviewed and signed a machine's translation (45 CFR 92.201(c)(3))."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import Page
from wagtail_localize.models import Translation

from clinic_cms.errors import Mistake, Refused, error_id
from clinic_cms.models import TranslationRecord
from clinic_cms.models.translation import text_digest

NAMELESS = error_id("clinic_cms.T007")
LOG_ACTION = "clinic_cms.sign_translation"


def register_log_action(actions: LogActionRegistry) -> None:
    """Show signatures in a page's history."""
    actions.register_action(LOG_ACTION, _("Sign translation"), _("Translation read and signed"))


def sign(*, translation: Translation, user: Any) -> TranslationRecord:
    """Record that a person has read a translation; valid until a machine translates again.

    Raises Refused for a user without a name: a user name is not a signature.
    """
    name = user.get_full_name().strip()
    if not name:
        message = _("Your account has no name, so no one would know who signed.")
        hint = _("Enter your name under “Account”, and sign again.")
        raise Refused([Mistake(NAMELESS, "", message, hint)])
    page, now = translation.get_target_instance(), timezone.now()
    signed = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    signature = {
        "reviewer": name,
        "reviewed_at": now,
        "reviewed_digest": text_digest(signed),
        "signed_by": user,
    }
    source_id = translation.source.get_source_instance().pk
    record, _created = TranslationRecord.objects.update_or_create(
        page_id=page.pk,
        defaults=signature,
        create_defaults={"source_id": source_id, **signature},
    )
    log(instance=page, action=LOG_ACTION, user=user, data={"reviewer": name})
    return record


def note_origin(
    *,
    page_id: int,
    translator: str = "",
    by_machine: bool = False,
    reviewer: str = "",
    reviewed_at: Any = None,
) -> None:
    """Record who made a translation that came from a file, and who reviewed it."""
    page = Page.objects.get(pk=page_id)
    digest = text_digest(page.get_latest_revision_as_object()) if reviewer else ""
    TranslationRecord.objects.filter(page=page_id).update(
        translator=translator,
        by_machine=by_machine,
        reviewer=reviewer,
        reviewed_at=reviewed_at,
        reviewed_digest=digest,
    )
