"""What the page editor loads: the picker of merge tags, the scripts and the style sheet."""

from itertools import groupby
from typing import Any

from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.rich_text.editors.draftail.features import Feature
from wagtail.admin.staticfiles import versioned_static
from wagtail.rich_text.feature_registry import FeatureRegistry

from clinic_cms.merge import VOCABULARY

FEATURE = "merge-tags"
SCRIPTS = (
    "merge-tags.js",
    "merge-tags-field.js",
    "preview-as.js",
    "translation-editor.js",
    "collection-names.js",
)


class MergeTagsFeature(Feature):
    """A control that inserts a merge tag, and a decorator that marks the tags in the text."""

    def __init__(self) -> None:
        super().__init__(js=["clinic_cms/admin/merge-tags-draftail.js"])

    def construct_options(self, options: dict[str, Any]) -> None:
        """Add both to the options of one editor; a second control needs no selection."""
        controls = [{"type": FEATURE}, {"type": f"{FEATURE}-below"}]
        options.setdefault("controls", []).extend(controls)
        options.setdefault("decorators", []).append({"type": FEATURE})


def register_merge_tags(features: FeatureRegistry) -> None:
    """Register “merge-tags” with Wagtail's rich text editor."""
    features.register_editor_plugin("draftail", FEATURE, MergeTagsFeature())


def scripts() -> SafeString:
    """Return the scripts, and before them the vocabulary that they read."""
    sources = ((versioned_static(f"clinic_cms/admin/{name}"),) for name in SCRIPTS)
    vocabulary = json_script(picker_data(), "clinic-merge-tags")
    return vocabulary + format_html_join("", '<script src="{}"></script>', sources)


def styles() -> SafeString:
    """Return the link to the admin's additional style sheet."""
    return format_html(
        '<link rel="stylesheet" href="{}">', versioned_static("clinic_cms/admin/admin.css")
    )


def picker_data() -> dict[str, Any]:
    """Return what the picker shows, in the editor's language."""
    labels = {"clinic": _("Clinic"), "doctor": _("Doctor"), "location": _("Location")}
    return {
        "title": _("Insert a merge tag"),
        "search": _("Find a tag"),
        "empty": _("No tag matches."),
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
