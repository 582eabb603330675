"""The second factor is set up whole, or not at all."""

from typing import Any

from django.core.checks import CheckMessage, Error

from clinic_cms.conf import get_settings
from clinic_cms.errors import error_id
from clinic_cms.tenancy.second_factor import APP, ROLES, is_installed

NOT_DEMANDED = error_id("clinic_cms.E023")
UNKNOWN_ROLES = error_id("clinic_cms.E024")
OTHER_RULES = error_id("clinic_cms.E025")
ADAPTER = "clinic_cms.admin.account_adapter.AccountAdapter"


def check_sign_in(**_: Any) -> list[CheckMessage]:
    """What is demanded can be had, and allauth keeps to the hosts."""
    required = {*get_settings().SECOND_FACTOR_ROLES}
    found: list[CheckMessage] = []
    if required and not is_installed():
        message = f"SECOND_FACTOR_ROLES has no effect: {APP} is not installed."
        hint = "Install wagtail-clinic-cms[sign-in], and set it up as docs/sign-in.md says."
        found.append(Error(message, hint=hint, id=NOT_DEMANDED))
    if unknown := required - ROLES:
        message = f"SECOND_FACTOR_ROLES names unknown roles: {', '.join(sorted(unknown))}."
        hint = f"The roles are {', '.join(sorted(ROLES))}."
        found.append(Error(message, hint=hint, id=UNKNOWN_ROLES))
    if is_installed() and not _keeps_to_hosts():
        message = "django-allauth signs people in on hosts of clinics that do not know them."
        hint = f'Set ACCOUNT_ADAPTER = "{ADAPTER}", or derive your own adapter from it.'
        found.append(Error(message, hint=hint, id=OTHER_RULES))
    return found


def _keeps_to_hosts() -> bool:
    from allauth.account.adapter import get_adapter

    from clinic_cms.admin.account_adapter import AccountAdapter

    return isinstance(get_adapter(), AccountAdapter)
