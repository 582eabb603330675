"""What a process remembers of clinics, to be forgotten; compiled pages stay."""

from clinic_cms.serving import clinic_memory, clinic_sites, conditions


def forget_clinics():
    clinic_sites._sites.clear()
    clinic_memory._parts.clear()
    conditions._library.clear()
