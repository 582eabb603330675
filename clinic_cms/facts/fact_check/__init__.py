"""The fact check: what of a text belongs to one clinic or one person, and so must not be shared."""

from clinic_cms.facts.fact_check.check import check_texts
from clinic_cms.facts.fact_check.claims import Claim, find_claims
from clinic_cms.facts.fact_check.finding import Finding, Kind

__all__ = ["Claim", "Finding", "Kind", "check_texts", "find_claims"]
