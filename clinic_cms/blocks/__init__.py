"""What articles and pages are made of."""

from clinic_cms.blocks.condition import (
    CauseBlock,
    CauseKind,
    PreventionBlock,
    ReferenceBlock,
    TreatmentBlock,
    TreatmentSetting,
)
from clinic_cms.blocks.location import Weekday
from clinic_cms.blocks.prose import (
    AdviceCardBlock,
    CallToActionBlock,
    Contact,
    FigureBlock,
    TextBlock,
    Urgency,
)
from clinic_cms.blocks.streams import (
    CausesStream,
    HomeStream,
    LanguagesStream,
    OpeningHoursStream,
    PreventionStream,
    ProseStream,
    ReferencesStream,
    ServiceAreasStream,
    SpecialDaysStream,
    TreatmentStream,
    names_of,
)
from clinic_cms.blocks.text import (
    MergeCharBlock,
    MergeRichTextBlock,
    MergeTextBlock,
    MergeTextMixin,
    offer_merge_tags,
    refuse_broken_tags,
)

__all__ = [
    "AdviceCardBlock",
    "CallToActionBlock",
    "CauseBlock",
    "CauseKind",
    "CausesStream",
    "Contact",
    "FigureBlock",
    "HomeStream",
    "LanguagesStream",
    "MergeCharBlock",
    "MergeRichTextBlock",
    "MergeTextBlock",
    "MergeTextMixin",
    "OpeningHoursStream",
    "PreventionBlock",
    "PreventionStream",
    "ProseStream",
    "ReferenceBlock",
    "ReferencesStream",
    "ServiceAreasStream",
    "SpecialDaysStream",
    "TextBlock",
    "TreatmentBlock",
    "TreatmentSetting",
    "TreatmentStream",
    "Urgency",
    "Weekday",
    "names_of",
    "offer_merge_tags",
    "refuse_broken_tags",
]
