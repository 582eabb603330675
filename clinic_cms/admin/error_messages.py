"""Errors as messages in the admin: the first ones, and how many more there are."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext
from wagtail.admin import messages

MOST_ERRORS = 8


def show_errors(
    request: HttpRequest, errors: Sequence[str], *, most: int = MOST_ERRORS, **options: Any
) -> None:
    """Show each error as a message of its own; `options` are those of Wagtail's messages."""
    for error in _first_of(errors, most):
        messages.error(request, error, **options)


def with_reasons(text: str, error: ValidationError) -> SafeString:
    """Return a message with the reasons below it: the first ones if there are many."""
    reasons = _first_of(error.messages, MOST_ERRORS)
    items = format_html_join("", "<li>{}</li>", ((reason,) for reason in reasons))
    return format_html("{}<ul>{}</ul>", text, items)


def _first_of(errors: Sequence[str], most: int) -> list[str]:
    more = len(errors) - most
    if more <= 0:
        return [*errors]
    text = ngettext("%(count)s more error.", "%(count)s more errors.", more)
    return [*errors[:most], text % {"count": more}]
