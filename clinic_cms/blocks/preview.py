"""How blocks are shown in the block picker."""

PREVIEW = "clinic_cms/blocks/preview.html"
"""Wagtail's preview page with the patients' style sheet."""
