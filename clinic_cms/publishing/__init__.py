"""What follows a change, and what is due by the clock."""

from clinic_cms.publishing.due import Outcome, registered, run_due

__all__ = ["Outcome", "registered", "run_due"]
