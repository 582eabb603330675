"""Turns a clinic's facts, where an article states them, into merge tags."""

from clinic_cms.importing.tagging.matches import Find
from clinic_cms.importing.tagging.tagger import Tagger

__all__ = ["Find", "Tagger"]
