"""What follows a change, and what is due by the clock."""

from clinic_cms.publishing import preview_expiry, scheduled
from clinic_cms.publishing.due import Outcome, due, registered, run_due

__all__ = ["Outcome", "due", "preview_expiry", "registered", "run_due", "scheduled"]
