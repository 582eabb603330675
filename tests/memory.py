"""What a process remembers of clinics, to be forgotten; compiled pages stay."""

from clinic_cms.serving import clinic_memory, clinic_sites, shown_articles


def forget_clinics():
    clinic_sites._sites.clear()
    clinic_memory._parts.clear()
    shown_articles._library.clear()
