"""What fixtures build: built once in each process, then written again, statement by statement.

A clinic costs a hundred statements and all that Wagtail does around them. Tests roll back, so most
of them ask for it in the same database, where the same statements write the same rows.
"""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeVar

import time_machine
from django.conf import UserSettingsHolder, settings
from django.db import connection
from django.db.models import Model

Built = TypeVar("Built")
Statement = tuple[str, Any, bool]
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|ROLLBACK)\b", re.IGNORECASE)
SAVEPOINTS = re.compile(r"\s*(SAVEPOINT|RELEASE)\b", re.IGNORECASE)
# Users and their sessions change no page.
APART = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM) "(auth_user|django_session)"')


class Recordings:
    """The statements of each build, by what was built before it in the same test."""

    def __init__(self) -> None:
        self.kept: dict[tuple[Any, ...], tuple[list[Statement], Any]] = {}
        self.start()

    def start(self) -> None:
        """Begin a test, which has written nothing yet."""
        self.before: tuple[Any, ...] | None = ()
        self.statements: list[Statement] | None = None
        if self.watch not in connection.execute_wrappers:
            connection.execute_wrappers.append(self.watch)

    def watch(self, execute, sql, params, many, context):
        """Record a build's statements. Once a test writes others, its builds are its own."""
        is_write = WRITES.match(sql)
        if self.statements is not None and (is_write or SAVEPOINTS.match(sql)):
            self.statements.append((sql, params, many))
        elif is_write and not APART.match(sql):
            self.before = None
        return execute(sql, params, many, context)

    def build(self, build: Callable[..., Built], *arguments: Any) -> Built:
        """Return what `build` returns, which depends on nothing but its arguments and the rows."""
        if not self.can_record():
            return build(*arguments)
        before = (*(self.before or ()), (build, arguments))
        if before in self.kept:
            built = self.write(arguments, *self.kept[before])
        else:
            self.statements = []
            try:
                built = build(*arguments)
                self.kept[before] = self.statements, deepcopy((built, arguments))
            finally:
                self.statements = None
        self.before = before
        return built

    def can_record(self) -> bool:
        """Whether the database is as builds left it, and the time and the settings are usual."""
        is_elsewhen = time_machine.escape_hatch.is_travelling()
        is_unusual = is_elsewhen or isinstance(settings._wrapped, UserSettingsHolder)
        is_nested = self.statements is not None
        can_roll_back = connection.in_atomic_block and connection.vendor == "sqlite"
        return can_roll_back and self.before is not None and not is_nested and not is_unusual

    def write(self, arguments: tuple[Any, ...], statements: list[Statement], kept: Any) -> Any:
        with connection.cursor() as cursor:
            for sql, params, many in statements:
                (cursor.executemany if many else cursor.execute)(sql, params)
        built, changed = deepcopy(kept)
        for argument, copy in zip(arguments, changed, strict=True):
            # A parent knows its children from now on.
            if isinstance(argument, Model):
                argument.__dict__.update(copy.__dict__)
        return built


recordings = Recordings()
