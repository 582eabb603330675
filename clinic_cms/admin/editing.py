"""What every edit page loads: the picker of merge tags, and the choice of a clinic to preview."""

from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from wagtail.admin.staticfiles import versioned_static

from clinic_cms.admin.merge_tags import picker_data

SCRIPTS = ("merge-tags.js", "merge-tags-field.js", "preview-as.js", "translation-editor.js")


def scripts() -> SafeString:
    """Return the vocabulary, which the scripts read, and the scripts."""
    sources = ((versioned_static(f"clinic_cms/admin/{name}"),) for name in SCRIPTS)
    vocabulary = json_script(picker_data(), "clinic-merge-tags")
    return vocabulary + format_html_join("", '<script src="{}"></script>', sources)


def styles() -> SafeString:
    """Return the link to the admin's additional style sheet."""
    return format_html(
        '<link rel="stylesheet" href="{}">', versioned_static("clinic_cms/admin/admin.css")
    )
