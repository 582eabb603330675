"""As whom the audit signs in: the roles of a clinic's people."""

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib.auth.models import Group

from clinic_cms.models import Clinic, Role
from clinic_cms.tenancy.roles import group_of

GroupOf = Callable[[Clinic], Group]
"""Returns the group of a clinic whose members have a role."""

_roles: dict[str, GroupOf] = {str(role): partial(group_of, role=role) for role in Role}


def register_role(name: str, group: GroupOf) -> None:
    """Let the audit sign in with a role of a project's own, too."""
    _roles[name] = group


def clinic_roles() -> Mapping[str, GroupOf]:
    """Return the roles of a clinic's people, the owner's first."""
    return _roles
