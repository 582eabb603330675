"""What fixtures build: built once in each process, then written again, statement by statement.

A clinic costs a hundred statements and all that Wagtail does around them. Tests roll back, so most
of them ask for it in the same database, where the same statements write the same rows; only the
times of the build are those of writing again. PostgreSQL's sequences do not roll back: what a test
writes first sets them to where the first test found them.
"""

import dataclasses
import functools
import re
from collections.abc import Callable, Hashable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.conf import UserSettingsHolder, settings
from django.db import connection
from django.db.models import Model
from django.utils import timezone

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|ROLLBACK)\b", re.IGNORECASE)
SEQUENCES = """
    SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value),
    last_value IS NOT NULL FROM pg_sequences WHERE schemaname = current_schema()
"""
REWIND = """
    SELECT setval(name::regclass, value, is_called)
    FROM unnest(%s::text[], %s::bigint[], %s::boolean[]) AS sequences (name, value, is_called)
"""
SAVEPOINTS = re.compile(r"\s*(SAVEPOINT|RELEASE)\b", re.IGNORECASE)
FASTER = 10_000
"""How much closer together the times of rows are when they are written again."""
STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")
# Users and their sessions change no page.
APART = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM) "(auth_user|django_session)"')


@dataclasses.dataclass
class Recording:
    """A build's statements as (SQL, parameters, whether many), what it returned and was given."""

    statements: list[tuple[str, Any, bool]] = dataclasses.field(default_factory=list)
    built: Any = None
    models: list[Model] = dataclasses.field(default_factory=list)
    began: datetime = dataclasses.field(default_factory=timezone.now)
    ended: datetime | None = None

    def moved(self, moment: datetime, start: datetime) -> datetime:
        """A time of the build moved to another build; any other time as it is.

        Writing again is faster than building: times as far apart as in the build would lie in the
        future, and what a test saves next would be older.
        """
        is_own = self.began <= moment <= self.ended
        return start + (moment - self.began) / FASTER if is_own else moment

    def parameter(self, value: Any, start: datetime) -> Any:
        if isinstance(value, str) and STAMP.fullmatch(value):
            moment = self.moved(datetime.fromisoformat(value).replace(tzinfo=UTC), start)
            return str(moment.replace(tzinfo=None))
        if isinstance(value, datetime):
            return self.moved(value, start)
        if isinstance(value, list):
            return [self.parameter(item, start) for item in value]
        return value


class Recordings:
    """The recording of each build, by what was built before it in the same test."""

    def __init__(self) -> None:
        self.kept: dict[Hashable, Recording] = {}
        self.sequences: list[tuple[Any, ...]] = []
        self.start()

    def start(self) -> None:
        """Begin a test, which has written nothing yet."""
        self.before: tuple[Hashable, ...] | None = ()
        self.recording: Recording | None = None
        self.has_written = False
        if self.watch not in connection.execute_wrappers:
            connection.execute_wrappers.append(self.watch)

    def watch(self, execute, sql, params, many, context):
        """Record a build's statements. Once a test writes others, its builds are its own."""
        is_write = WRITES.match(sql)
        if is_write and not self.has_written:
            self.has_written = True
            if connection.vendor == "postgresql" and is_rolled_back():
                self.rewind_sequences()
        if self.recording is not None and (is_write or SAVEPOINTS.match(sql)):
            self.recording.statements.append((sql, params, many))
        elif is_write and not APART.match(sql):
            self.before = None
        return execute(sql, params, many, context)

    def build(self, build: Callable[..., Any], *arguments: Any, text: str = "") -> Any:
        """Return what `build` returns, which knows nothing but its arguments, a text and the rows.

        Arguments are models, dataclasses of models, and what is the same in every test.
        """
        if self.before is None or self.recording is not None or not connection.in_atomic_block:
            return build(*arguments)
        models = [model for argument in arguments for model in models_in(argument)]
        before = (*self.before, (build, *models, text, surroundings()))
        if before in self.kept:
            built = replay(self.kept[before], models)
        else:
            self.recording = recording = Recording()
            try:
                built = build(*arguments)
            finally:
                self.recording = None
            recording.ended = timezone.now()
            recording.built, recording.models = deepcopy((built, models))
            self.kept[before] = recording
        self.before = before
        return built

    def rewind_sequences(self) -> None:
        with connection.cursor() as cursor:
            if not self.sequences:
                cursor.execute(SEQUENCES)
                self.sequences = cursor.fetchall()
            cursor.execute(REWIND, [[*column] for column in zip(*self.sequences, strict=True)])


def is_rolled_back() -> bool:
    """Whether what is written now is a test's, and not a migration's."""
    return any(block._from_testcase for block in connection.atomic_blocks)


def models_in(argument: Any) -> Iterator[Model]:
    if isinstance(argument, Model):
        yield argument
    elif dataclasses.is_dataclass(argument):
        for field in dataclasses.fields(argument):
            yield from models_in(getattr(argument, field.name))


def surroundings() -> Hashable:
    """The time, where a test travels, and the settings that it changes."""
    holder, changed = settings._wrapped, []
    while isinstance(holder, UserSettingsHolder):
        changed.append(repr(sorted(it for it in vars(holder).items() if it[0].isupper())))
        holder = holder.default_settings
    moment = timezone.now() if time_machine.escape_hatch.is_travelling() else None
    return moment, *changed


def replay(recording: Recording, models: list[Model]) -> Any:
    """Write a recording's rows, and bring models to what building made of them."""
    start = timezone.now()
    with connection.cursor() as cursor:
        for sql, params, many in recording.statements:
            for row in params if many else [params or ()]:
                cursor.execute(sql, [recording.parameter(it, start) for it in row])
    copies = {id(kept): model for kept, model in zip(recording.models, models, strict=True)}
    for kept, model in zip(recording.models, models, strict=True):
        changed = deepcopy(vars(kept), copies).items()
        # Times of before are those of the rows, which were moved as well.
        vars(model).update(
            {it: at for it, at in changed if not isinstance(at, datetime) or at >= recording.began}
        )
    built = deepcopy(recording.built, copies)
    for copy in copies.values():
        if isinstance(copy, Model):
            moments = {it: at for it, at in vars(copy).items() if isinstance(at, datetime)}
            vars(copy).update({it: recording.moved(at, start) for it, at in moments.items()})
    return built


recordings = Recordings()


def recorded(function: Callable[..., Any]) -> Any:
    """A fixture of what a function builds."""

    @functools.wraps(function)
    def fixture(**arguments: Any) -> Any:
        return recordings.build(function, *arguments.values())

    return pytest.fixture(fixture)
