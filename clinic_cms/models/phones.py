"""Phone numbers: typed as people type them, kept as E.164."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def to_e164(raw: str, country: str) -> str:
    """Return a number as E.164 ("+17074261111"); empty stays empty.

    `country` (ISO 3166 alpha-2) gives the meaning of a number without "+". Raises
    ValidationError for what cannot be a number there. Numbers kept free for fiction, such as
    707-555-0142, are possible but not assigned, so length decides, not assignment.
    """
    if not raw.strip():
        return ""
    try:
        number = phonenumbers.parse(raw, country or None)
    except phonenumbers.NumberParseException as error:
        raise ValidationError(_explain(raw, country), code="clinic_cms.P001") from error
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(_explain(raw, country), code="clinic_cms.P001")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _explain(raw: str, country: str) -> str:
    example = phonenumbers.example_number(country) if country else None
    pattern = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    shown = phonenumbers.format_number(example, pattern) if example else "+1 201 555 0123"
    return _("“%(raw)s” is not a phone number. Write it like %(example)s.") % {
        "raw": raw,
        "example": shown,
    }
