"""The fact check: what of a text is one clinic's or one person's own, and so must not be shared.

Whether its medical facts are right is for a reviewer to say.
"""

from clinic_cms.facts.fact_check.check import check_texts
from clinic_cms.facts.fact_check.claims import Claim, find_claims, speaks_of_oneself
from clinic_cms.facts.fact_check.finding import Finding, Kind

__all__ = ["Claim", "Finding", "Kind", "check_texts", "find_claims", "speaks_of_oneself"]
