"""What only condition articles are made of: causes, treatments, steps of prevention.

Blocks for any text are in `content`.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from clinic_cms.blocks.merge_text import PREVIEW, MergeCharBlock, MergeRichTextBlock, MergeTextBlock


class CauseKind(TextChoices):
    """What kind of thing causes the condition."""

    POSTURE = "posture", _("Posture")
    INJURY = "injury", _("Injury")
    STRAIN = "strain", _("Strain")
    NUTRITION = "nutrition", _("Nutrition")
    DISEASE = "disease", _("Disease")
    INACTIVITY = "inactivity", _("Inactivity")
    STRESS = "stress", _("Stress")
    AGE = "age", _("Age")
    OTHER = "other", _("Other")


class TreatmentSetting(TextChoices):
    """Where a treatment takes place."""

    SELF_CARE = "self_care", _("At home")
    IN_CLINIC = "in_clinic", _("In the clinic")


class CauseBlock(blocks.StructBlock):
    """One cause of the condition."""

    name = MergeCharBlock(max_length=120, label=_("Cause"), help_text=_("Such as “Poor posture”."))
    kind = blocks.ChoiceBlock(choices=CauseKind.choices, default=CauseKind.OTHER, label=_("Kind"))
    explanation = MergeRichTextBlock(
        required=False,
        label=_("Explanation"),
        help_text=_("How it leads to the condition, in plain words."),
    )

    class Meta:
        icon = "help"
        label = _("Cause")
        template = "clinic_cms/blocks/cause.html"
        preview_template = PREVIEW
        help_text = _("One thing that can lead to the condition.")
        preview_value = {
            "name": "Poor posture",
            "kind": CauseKind.POSTURE,
            "explanation": "<p>Sitting bent over for hours tires the muscles.</p>",
        }


class TreatmentBlock(blocks.StructBlock):
    """One treatment: at home or in the clinic, when, and how good the evidence is."""

    name = MergeCharBlock(max_length=120, label=_("Treatment"), help_text=_("Such as “Massage”."))
    setting = blocks.ChoiceBlock(
        choices=TreatmentSetting.choices, default=TreatmentSetting.SELF_CARE, label=_("Where")
    )
    when = MergeCharBlock(
        max_length=160,
        required=False,
        label=_("When"),
        help_text=_("Such as “In the first two days”."),
    )
    explanation = MergeRichTextBlock(label=_("Explanation"), help_text=_("What is done and why."))
    evidence = MergeTextBlock(
        required=False,
        label=_("Evidence"),
        rows=2,
        help_text=_("One plain sentence: how good is the evidence?"),
    )
    reference = blocks.URLBlock(
        required=False, label=_("Source"), help_text=_("The address of the source of the evidence.")
    )

    class Meta:
        icon = "plus"
        label = _("Treatment")
        template = "clinic_cms/blocks/treatment.html"
        preview_template = PREVIEW
        help_text = _("One way to treat the condition.")
        preview_value = {
            "name": "Cold packs",
            "setting": TreatmentSetting.SELF_CARE,
            "when": "In the first two days",
            "explanation": "<p>Wrap the pack in a towel and hold it to the sore place.</p>",
            "evidence": "Small studies show short relief.",
            "reference": "",
        }


class PreventionBlock(blocks.StructBlock):
    """One step that makes the condition less likely to come or to come back."""

    action = MergeCharBlock(
        max_length=120, label=_("Action"), help_text=_("Such as “Lift with your legs”.")
    )
    explanation = MergeRichTextBlock(label=_("Explanation"), help_text=_("How to do it, and why."))

    class Meta:
        icon = "tick"
        label = _("Step")
        template = "clinic_cms/blocks/prevention.html"
        preview_template = PREVIEW
        help_text = _("One thing readers can do.")
        preview_value = {
            "action": "Lift with your legs",
            "explanation": "<p>Bend your knees and keep the load close.</p>",
        }


class ReferenceBlock(blocks.StructBlock):
    """A source of the article, listed at its foot."""

    title = blocks.CharBlock(max_length=250, label=_("Title"))
    publisher = blocks.CharBlock(max_length=120, required=False, label=_("Publisher"))
    url = blocks.URLBlock(required=False, label=_("Address"))
    year = blocks.IntegerBlock(required=False, min_value=1900, max_value=2100, label=_("Year"))

    class Meta:
        icon = "openquote"
        label = _("Source")
        template = "clinic_cms/blocks/reference.html"
        preview_template = PREVIEW
        help_text = _("Where the article's facts come from.")
        preview_value = {"title": "Back pain", "publisher": "NHS", "url": "", "year": 2024}
