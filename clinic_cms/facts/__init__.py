"""What is known of a clinic: its facts, what texts require of them, and what is missing."""

from clinic_cms.facts.build import build_facts, live_lead
from clinic_cms.facts.emptied_fields import gaps_opened_by, name_pages
from clinic_cms.facts.gaps import (
    ArticleGaps,
    Gap,
    article_gaps,
    clinics_with_gaps,
    find_gaps,
    withheld_from,
)
from clinic_cms.facts.requirements import Master, missing_by_text, published_masters

__all__ = [
    "ArticleGaps",
    "Gap",
    "Master",
    "article_gaps",
    "build_facts",
    "clinics_with_gaps",
    "find_gaps",
    "gaps_opened_by",
    "live_lead",
    "missing_by_text",
    "name_pages",
    "published_masters",
    "withheld_from",
]
