"""The notice, in the languages that a clinic chose, that language help is free."""

from clinic_cms.models.language_help import TAG_LINES
from clinic_cms.routing import language_tag
from clinic_cms.serving import views
from clinic_cms.serving.location_views import Phone
from clinic_cms.serving.visit import Visit, direction_of


def language_help_of(visit: Visit, phone: Phone | None) -> tuple[views.HelpLine, ...]:
    """Return the clinic's tag lines in its order; none without a phone number to call."""
    if phone is None:
        return ()
    codes: list[str] = visit.clinic.clinic.language_help
    return tuple(
        views.HelpLine(
            language=language_tag(line.code),
            name=line.name,
            direction=direction_of(line.code),
            before=line.before,
            after=line.after,
        )
        # A language that a later version no longer has is left out.
        for line in (TAG_LINES[code] for code in codes if code in TAG_LINES)
    )
