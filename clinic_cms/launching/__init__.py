"""A clinic: from spec to plan to rows. Services for commands and faces."""

from clinic_cms.launching.languages import change_locales, check_locales
from clinic_cms.launching.network import ensure_library, ensure_locale, prepare_network
from clinic_cms.launching.plan import Change, Conflict, Plan
from clinic_cms.launching.service import Launched, LaunchFailed, Run, find_clinic, launch, retire

__all__ = [
    "Change",
    "Conflict",
    "LaunchFailed",
    "Launched",
    "Plan",
    "Run",
    "change_locales",
    "check_locales",
    "ensure_library",
    "ensure_locale",
    "find_clinic",
    "launch",
    "prepare_network",
    "retire",
]
