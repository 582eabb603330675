"""What follows a change, and what is due by the clock."""

from clinic_cms.publishing import previews, scheduled
from clinic_cms.publishing.due import Outcome, due, registered, run_due

__all__ = ["Outcome", "due", "previews", "registered", "run_due", "scheduled"]
