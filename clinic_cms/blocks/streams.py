"""The streams: which blocks may stand in which part of a page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from clinic_cms.blocks.condition import CauseBlock, PreventionBlock, ReferenceBlock, TreatmentBlock
from clinic_cms.blocks.content import AdviceCardBlock, CallToActionBlock, FigureBlock, TextBlock
from clinic_cms.blocks.home import ConditionsBlock, HighlightsBlock, LocationsBlock, TeamBlock
from clinic_cms.blocks.opening_hours import (
    OpeningHoursBlock,
    ServiceAreaBlock,
    SpecialDayBlock,
    refuse_overlap,
)


class ProseStream(blocks.StreamBlock):
    """What may stand in every part of every page."""

    text = TextBlock()
    advice_card = AdviceCardBlock()
    figure = FigureBlock()
    call_to_action = CallToActionBlock()

    class Meta:
        required = False


class CausesStream(ProseStream):
    """The causes of a condition."""

    cause = CauseBlock()


class TreatmentStream(ProseStream):
    """Its treatments."""

    treatment = TreatmentBlock()


class PreventionStream(ProseStream):
    """Its prevention."""

    prevention = PreventionBlock()


class HomeStream(ProseStream):
    """A clinic's home page."""

    highlights = HighlightsBlock()
    conditions = ConditionsBlock()
    team = TeamBlock()
    locations = LocationsBlock()


class ReferencesStream(blocks.StreamBlock):
    """The sources of an article."""

    reference = ReferenceBlock()

    class Meta:
        required = False


class OpeningHoursStream(blocks.StreamBlock):
    """The week's opening hours."""

    hours = OpeningHoursBlock()

    class Meta:
        required = False

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation:
            refuse_overlap(value)
        return value


class SpecialDaysStream(blocks.StreamBlock):
    """Holidays and other exceptions."""

    day = SpecialDayBlock()

    class Meta:
        required = False


class ServiceAreasStream(blocks.StreamBlock):
    """Places served besides the clinic's own, in order."""

    area = ServiceAreaBlock(max_length=100)

    class Meta:
        required = False


class LanguagesStream(blocks.StreamBlock):
    """Languages that a practitioner speaks, as BCP 47 codes."""

    language = blocks.CharBlock(max_length=12, icon="globe", label=_("Language code"))

    class Meta:
        required = False


def names_of(stream: Any) -> tuple[str, ...]:
    """Return the values of a stream of plain texts, in order."""
    return tuple(str(child.value) for child in stream)
