"""The second factor and single sign-on are set up whole, or not at all."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Warning

from clinic_cms.conf import get_settings
from clinic_cms.errors import error_id
from clinic_cms.tenancy.second_factor import APP, ROLES, SINGLE_SIGN_ON_APP, is_installed

NOT_DEMANDED = error_id("clinic_cms.E023")
UNKNOWN_ROLES = error_id("clinic_cms.E024")
OTHER_RULES = error_id("clinic_cms.E025")
NOT_OFFERED = error_id("clinic_cms.W022")
SINGLE_SIGN_ON_ADAPTER = "clinic_cms.admin.single_sign_on.SingleSignOnAdapter"
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
    if apps.is_installed(SINGLE_SIGN_ON_APP) and not _offers_single_sign_on():
        message = f"No one signs in to the admin by a provider of {SINGLE_SIGN_ON_APP}."
        hint = f'Install {APP}, and set SOCIALACCOUNT_ADAPTER = "{SINGLE_SIGN_ON_ADAPTER}".'
        found.append(Warning(message, hint=hint, id=NOT_OFFERED))
    return found


def _keeps_to_hosts() -> bool:
    from allauth.account.adapter import get_adapter

    from clinic_cms.admin.account_adapter import AccountAdapter

    return isinstance(get_adapter(), AccountAdapter)


def _offers_single_sign_on() -> bool:
    from allauth.socialaccount.adapter import get_adapter

    from clinic_cms.admin.single_sign_on import SingleSignOnAdapter

    return is_installed() and isinstance(get_adapter(), SingleSignOnAdapter)
