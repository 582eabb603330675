"""What a page's texts require of a clinic, and what of it the clinic lacks."""

from clinic_cms.facts.build import build_facts
from clinic_cms.merge import BrokenTags, Facts, MissingFact, compile_texts
from clinic_cms.models import Clinic, ClinicLocation, MergePage

ANY_URL = "https://clinic.example/"
"""Stands for URLs where it only matters whether there is one."""


def facts_for(
    clinic: Clinic, location: ClinicLocation | None, *, language: str, has_contact: bool = True
) -> Facts:
    """Return a clinic's facts as gaps are looked for: of URLs, only whether there is one."""
    return build_facts(
        name=clinic.name,
        primary=location,
        language=language,
        url=ANY_URL,
        appointment_url=ANY_URL if has_contact else "",
    )


def missing_facts(page: MergePage, facts: Facts) -> frozenset[str]:
    """Return the variables without which a page cannot be filled; broken tags are no gaps."""
    texts = list(page.merge_texts())
    plain = [item.text for item in texts if not item.rich]
    rich = [item.text for item in texts if item.rich]
    try:
        compile_texts(plain, rich).fill(facts)
    except MissingFact as error:
        return error.variables
    except BrokenTags:
        return frozenset()
    return frozenset()
