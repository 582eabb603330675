"""What is known of a clinic: its facts, what texts require of them, and what is missing."""

from clinic_cms.facts.build import build_facts, live_lead
from clinic_cms.facts.emptied_fields import gaps_opened_by, name_pages
from clinic_cms.facts.gaps import Gap, clinics_lacking, find_gaps
from clinic_cms.facts.withheld import Withheld, clinics_with_gaps, withheld_from

__all__ = [
    "Gap",
    "Withheld",
    "build_facts",
    "clinics_lacking",
    "clinics_with_gaps",
    "find_gaps",
    "gaps_opened_by",
    "live_lead",
    "name_pages",
    "withheld_from",
]
