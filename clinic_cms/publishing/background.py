"""Work that follows a change and is not done in the editor's request."""

from collections.abc import Callable

from django.db import transaction
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.immediate import ImmediateBackend


def run_soon(enqueue: Callable[[], object]) -> None:
    """Let a task worker run a task, by its method `enqueue`, once the transaction is committed.

    An immediate backend has no worker: it would run the task within the editor's request. There,
    `run_due` does the work. A queue that cannot be reached loses nothing either.
    """
    if not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend):
        transaction.on_commit(enqueue, robust=True)
