"""A person's answers to findings, warnings and passages set aside: each edits the draft at most.

Every function raises Refused if the draft has changed so that the answer no longer fits.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.models import Page

from clinic_cms.errors import Mistake, Refused, error_id
from clinic_cms.facts.fact_check import Kind
from clinic_cms.facts.fact_check.plain_text import plain_text
from clinic_cms.merge import check
from clinic_cms.models import (
    Answer,
    ArticleNote,
    ConditionPage,
    MergePage,
    NoteKind,
    PractitionerPage,
)
from clinic_cms.models.content_paths import MergeText, write_text
from clinic_cms.publishing.notes.findings import OpenFinding, open_findings, sentence_of
from clinic_cms.publishing.notes.text_edits import remove_links, remove_words, replace_words

GONE = error_id("clinic_cms.F002")
UNFIT = error_id("clinic_cms.F003")

EDITS = (Answer.TAGGED, Answer.REMOVED)
OWN = frozenset({Kind.CLAIM, Kind.TESTIMONIAL})
