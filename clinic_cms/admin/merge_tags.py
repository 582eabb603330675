"""Merge tags in the editor: nobody types one from memory."""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.rich_text.editors.draftail.features import Feature
from wagtail.rich_text.feature_registry import FeatureRegistry

from clinic_cms.merge import VOCABULARY

FEATURE = "merge-tags"


class MergeTagsFeature(Feature):
    """A control that inserts a tag, and a decorator that marks the tags in the text."""

    def __init__(self) -> None:
        super().__init__(js=["clinic_cms/admin/merge-tags-draftail.js"])

    def construct_options(self, options: dict[str, Any]) -> None:
        """Add both to the options of one editor; a second control needs no selection."""
        controls = [{"type": FEATURE}, {"type": f"{FEATURE}-below"}]
        options.setdefault("controls", []).extend(controls)
        options.setdefault("decorators", []).append({"type": FEATURE})


def register_feature(features: FeatureRegistry) -> None:
    """Make “merge-tags” known to Wagtail's rich text editor."""
    features.register_editor_plugin("draftail", FEATURE, MergeTagsFeature())


def picker_data() -> dict[str, Any]:
    """Return what the picker shows, in the editor's language."""
    labels = {"clinic": _("Clinic"), "doctor": _("Doctor"), "location": _("Location")}
    return {
        "title": _("Insert a merge tag"),
        "search": _("Find a tag"),
        "empty": _("No tag fits."),
        "groups": [
            {
                "label": labels.get(group, group),
                "tags": [
                    {
                        "name": variable.name,
                        "label": str(variable.label),
                        "help": str(variable.help),
                        "sample": variable.sample,
                    }
                    for variable in variables
                ],
            }
            for group, variables in groupby(VOCABULARY, key=lambda variable: variable.group)
        ],
    }
