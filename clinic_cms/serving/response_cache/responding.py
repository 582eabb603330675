"""Responds with what is kept, before a clinic is looked up, or keeps what is made."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock

from django.http import HttpResponse

from clinic_cms.serving.process_cache import ProcessCache
from clinic_cms.serving.response_cache import store
from clinic_cms.serving.response_cache.cache_rules import rules_for
from clinic_cms.serving.response_cache.lookup import Request, is_personal, keep, load
from clinic_cms.serving.response_cache.representation import made_of, respond
from clinic_cms.serving.visit import ClinicRequest

PATIENCE = 3.0
"""Seconds for which a request waits for another one that makes its response."""
POLL = 0.02
"""Seconds between two looks whether another process has made it."""
MADE_FOR_ONE = 1000
"""How many requests are remembered whose responses are not kept: none of them waits."""


def kept_or_made(request: ClinicRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the response to a request: a kept one if there is one, else what `make` returns."""
    rules = rules_for(request)
    refusal = rules.refuse(request)
    if refusal is not None:
        return rules.complete(request, refusal, None)
    asked = rules.asked(request)
    if asked is None:
        return rules.complete(request, make(), None)
    kept, is_current = load(asked)
    request.is_outdated = not is_current
    if kept is None or not is_current:
        with _alone(asked) as was_made_meanwhile:
            kept, is_current = load(asked) if was_made_meanwhile else (None, False)
            if kept is None or not is_current:
                response = make()
                made = made_of(response)
                if made is None or is_personal(response):
                    _made_for_one.put(asked.name, None, True)
                    return rules.complete(request, response, None)
                kept = keep(asked, response, made, request.began)
    return rules.complete(request, respond(request, kept, request.began), kept)


_made_for_one: ProcessCache[str, bool] = ProcessCache(lambda: MADE_FOR_ONE)
_making: dict[str, Event] = {}
_making_lock = Lock()


@contextmanager
def _alone(asked: Request) -> Iterator[bool]:
    """Let one request at a time make a response: a page is made once, however many ask for it.

    Yields whether another one has made it meanwhile, in this process or, where they share a cache,
    in another one.
    """
    if _made_for_one.peek(asked.name, None):
        yield False
        return
    with _making_lock:
        made = _making.get(asked.name)
        if made is None:
            mine = _making[asked.name] = Event()
    if made is not None:
        made.wait(PATIENCE)
        yield True
        return
    try:
        with _alone_among_processes(asked) as was_made_meanwhile:
            yield was_made_meanwhile
    finally:
        del _making[asked.name]
        mine.set()


@contextmanager
def _alone_among_processes(asked: Request) -> Iterator[bool]:
    key = f"clinic_cms:making:{asked.name}"
    if not store.is_shared() or store.outage.is_on:
        yield False
    elif store.put_new(key, 1, PATIENCE):
        try:
            yield False
        finally:
            store.drop(key)
    else:
        ends = time.monotonic() + PATIENCE
        while store.get(key) is not None and time.monotonic() < ends:
            time.sleep(POLL)
        yield True
