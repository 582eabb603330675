"""As whom the audit signs in: the roles of a clinic's people, and the agency."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import Group

from clinic_cms.models import Clinic

GroupOf = Callable[[Clinic], Group | None]


@dataclass(frozen=True)
class Role:
    """What a clinic's people of one kind may do: the permissions of a group."""

    name: str
    group_of: GroupOf


_roles: dict[str, Role] = {}


def register_role(name: str, group_of: GroupOf) -> None:
    """Let the audit sign in as a member of this group of each clinic's, too."""
    _roles[name] = Role(name, group_of)


def clinic_roles() -> list[Role]:
    """Return the roles of a clinic's people."""
    return [*_roles.values()]


register_role("owner", lambda clinic: clinic.group)
