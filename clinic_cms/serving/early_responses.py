"""Answers that are given before anybody looks up whose host was asked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Early = Callable[[HttpRequest], HttpResponse | None]

_answers: list[Early] = []


def register(answer: Early) -> Early:
    """Add what may answer a request; it returns None for a request that goes on."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def answer(request: HttpRequest) -> HttpResponse | None:
    """Return the first answer to a request, if there is one."""
    return next((found for ask in _answers if (found := ask(request)) is not None), None)
