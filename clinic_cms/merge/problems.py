"""What can be wrong with merge tags: ids, and messages for the person who writes them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from clinic_cms.errors import error_id, shortened
from clinic_cms.merge.facts import GENDERS
from clinic_cms.merge.filters import FILTERS
from clinic_cms.merge.liquid import OPENING_TAGS, TAGS
from clinic_cms.merge.scanner import CLOSERS, Fault, Flaw, Piece, Tag
from clinic_cms.merge.suggestions import (
    meant_variable,
    nearest_filter,
    nearest_gender,
    nearest_tag,
    nearest_variables,
)

UNKNOWN_VARIABLE = error_id("clinic_cms.M001")
UNKNOWN_FILTER = error_id("clinic_cms.M002")
UNKNOWN_TAG = error_id("clinic_cms.M003")
SYNTAX = error_id("clinic_cms.M004")
UNCLOSED_TAG = error_id("clinic_cms.M005")
STRAY_SIGN = error_id("clinic_cms.M006")
SINGLE_BRACE = error_id("clinic_cms.M007")
UNCLOSED_CONDITION = error_id("clinic_cms.M008")
MISPLACED_TAG = error_id("clinic_cms.M009")
FORMATTED_TAG = error_id("clinic_cms.M010")
TAG_IN_ATTRIBUTE = error_id("clinic_cms.M011")
FORMATTING_ACROSS_CONDITION = error_id("clinic_cms.M012")
UNKNOWN_VALUE = error_id("clinic_cms.M013")
TOO_LONG = error_id("clinic_cms.M014")
LOST_TEXT = error_id("clinic_cms.M015")
LACKING = error_id("clinic_cms.M016")
ADDED = error_id("clinic_cms.M017")

CURLY_QUOTES = re.compile("[“”„«»]")
DOUBLE_AND = re.compile("&&|&amp;&amp;")
DOUBLE_OR = re.compile(r"\|\|")
SINGLE_EQUALS = re.compile("(?<![=!<>])=(?!=)")
SINGLE_BRACES = re.compile(r"(?<![{])\{(?![{%])([^{}<>]{1,60})(?<!%)\}(?!\})")
HALF_CLOSED = re.compile(r"\{[{%]([^{}<>]{1,60})\}")
HALF_OPENED = re.compile(r"\{([^{}<>]{1,60})$")
# How much of an unclosed tag is shown: the rest of its line, up to the next markup.
UNCLOSED_STRETCH = re.compile(r"\{[{%][^<\n]{0,40}")
EXAMPLES = {
    "if": "{% if location.service_areas %}",
    "unless": "{% unless location.service_areas %}",
    "elsif": '{% elsif doctor.gender == "feminine" %}',
    "case": "{% case doctor.gender %}",
    "when": '{% when "feminine" %}',
    **{name: f"{{% {name} %}}" for name in ("else", *OPENING_TAGS.values())},
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a text.

    ``position`` is an offset into the text as given, where ``found`` stands word for word;
    ``suggestion`` is what to write in its place, or "".
    """

    id: str
    message: str
    position: int
    found: str
    suggestion: str = ""


def _problem(
    id: str, message: str, piece: Piece, suggestion: str = "", **quoted: object
) -> Problem:
    """One fault in a piece of a text, which the message quotes beside the suggestion."""
    quoted = {"found": shortened(piece.text), "suggestion": shortened(suggestion), **quoted}
    return Problem(id, message % quoted, piece.start, piece.text, suggestion)


def unknown_variable(name: str, piece: Piece) -> Problem:
    near = nearest_variables(name)
    if near:
        message = _("Unknown merge tag “%(found)s”. Did you mean %(near)s?")
    else:
        message = _(
            "Unknown merge tag “%(found)s”. Pick one from the list of merge tags, such as "
            "“clinic.name” or “doctor.name”."
        )
    either = _(" or ").join(f"“{name}”" for name in near)
    return _problem(UNKNOWN_VARIABLE, message, piece, near[0] if near else "", near=either)


def unknown_filter(piece: Piece) -> Problem:
    message = _("Unknown filter “%(found)s”. The filters are: %(filters)s.")
    near = nearest_filter(piece.text)
    return _problem(UNKNOWN_FILTER, message, piece, near, filters=", ".join(FILTERS))


def unknown_tag(tag: Tag) -> Problem:
    near = nearest_tag(tag.name)
    path = tag.expression[:1] in ("", ".")
    if path and (variable := meant_variable(tag.name + tag.expression)):
        suggestion = f"{{{{ {variable} }}}}"
        message = _("“%(found)s” prints nothing. To print the value, write %(suggestion)s.")
    elif near:
        suggestion = tag.text.replace(tag.name, near, 1)
        message = _("“%(name)s” is not available here. Did you mean “%(near)s”?")
    else:
        suggestion = ""
        message = _("“%(name)s” is not available here. Only these are: %(tags)s.")
    name, tags = shortened(tag.name or tag.text), ", ".join(OPENING_TAGS)
    return _problem(UNKNOWN_TAG, message, tag, suggestion, name=name, near=near, tags=tags)


def unknown_gender(word: str, piece: Piece) -> Problem:
    near = nearest_gender(word)
    message = _("“doctor.gender” cannot be “%(found)s”. It is one of %(values)s.")
    values = ", ".join(f"“{value}”" for value in GENDERS)
    suggestion = f'"{near}"' if near else ""
    return _problem(UNKNOWN_VALUE, message, piece, suggestion, found=shortened(word), values=values)


def lacking(tag: Tag) -> Problem:
    message = _("The merge tag “%(found)s” of the original is missing. Put it where it belongs.")
    return _problem(LACKING, message, tag, tag.text)


def added(tag: Tag) -> Problem:
    message = _(
        "The merge tag “%(found)s” is not in the original. Remove it, or put its sentence inside "
        "a condition."
    )
    return _problem(ADDED, message, tag)


def unguarded(tag: Tag) -> Problem:
    message = _(
        "The merge tag “%(found)s” is inside a condition in the original. Put the same condition "
        "around its sentence."
    )
    return _problem(ADDED, message, tag)


def too_long(tag: Tag, most: int) -> Problem:
    message = _("This merge tag is too long: “%(found)s”. The limit is %(most)s characters.")
    return _problem(TOO_LONG, message, tag, most=most)


def too_deep(tag: Tag, most: int) -> Problem:
    message = _("“%(found)s” is inside too many other conditions: the limit is %(most)s.")
    return _problem(TOO_LONG, message, tag, most=most)


def syntax(tag: Tag) -> Problem:
    """A tag that cannot be read; habits from other template languages get their own advice."""
    habits = (
        (CURLY_QUOTES, '"', _("Use straight quotes.")),
        (DOUBLE_AND, "and", _("Write “and”.")),
        (DOUBLE_OR, "or", _("Write “or”.")),
        (SINGLE_EQUALS, "==", _("Compare with “==”.")),
    )
    if advice := [advice for sign, _replacement, advice in habits if sign.search(tag.text)]:
        hint, suggestion = " ".join(advice), tag.text
        for sign, replacement, _advice in habits:
            suggestion = sign.sub(replacement, suggestion)
    else:
        example, suggestion = _example(tag)
        hint = _("Write it like this: %(example)s") % {"example": example}
    message = _("The merge tag “%(found)s” cannot be read. %(hint)s")
    return _problem(SYNTAX, message, tag, suggestion, hint=hint)


def _example(tag: Tag) -> tuple[str, str]:
    """What such a tag looks like, and what this one was meant to be."""
    if not tag.is_output:
        return EXAMPLES[tag.name], ""
    words = re.findall(r"\w+", tag.expression.partition("|")[0])
    if words and words[0] in TAGS:
        statement = f"{{% {tag.expression} %}}"
        return statement, statement
    near = nearest_variables(".".join(words)) if words else ()
    if near:
        return (output := f"{{{{ {near[0]} }}}}"), output
    return "{{ doctor.name }}", ""


def single_braces(literal: Piece) -> Iterator[Problem]:
    """``{ doctor.name }``; braces around anything else are just braces."""
    for match in SINGLE_BRACES.finditer(literal.text):
        if variable := meant_variable(match[1].strip("% \xa0")):
            message = _("“%(found)s” is not filled in: it takes two braces. Write %(suggestion)s.")
            piece = Piece(match.group(), literal.start + match.start())
            yield _problem(SINGLE_BRACE, message, piece, f"{{{{ {variable} }}}}")


def flaw(flaw: Flaw, text: str) -> Problem:
    """What to do about signs that make no tag."""
    if flaw.fault is Fault.UNCLOSED:
        return _unclosed(flaw)
    if flaw.fault is Fault.STRAY:
        return _stray(flaw, text)
    if flaw.fault is Fault.MISMATCHED:
        message = _("“%(found)s” opens with one sign and closes with another. Write %(suggestion)s")
        suggestion = f"{flaw.text[:-2]}{CLOSERS[flaw.text[:2]]}"
        return _problem(UNCLOSED_TAG, message, flaw, suggestion)
    if flaw.fault is Fault.FORMATTED:
        message = _(
            "Part of the merge tag “%(suggestion)s” is bold, linked or otherwise formatted. Remove "
            "the formatting from inside it, or insert the tag again."
        )
        return _problem(FORMATTED_TAG, message, flaw, " ".join(strip_tags(flaw.text).split()))
    message = _(
        "A merge tag cannot be part of a link's URL or another setting: “%(found)s”. Put the "
        "tag in the text instead; phone numbers and URLs become links there."
    )
    return _problem(TAG_IN_ATTRIBUTE, message, flaw)


def _unclosed(flaw: Flaw) -> Problem:
    closer = CLOSERS[flaw.text[:2]]
    half_closed = HALF_CLOSED.match(flaw.text)
    match = half_closed or UNCLOSED_STRETCH.match(flaw.text)
    found = match.group() if match else flaw.text
    suggestion = f"{found[:-1].rstrip(' %')} {closer}" if half_closed else ""
    message = _("“%(found)s” opens a merge tag that is never closed. End it with %(closer)s.")
    return _problem(UNCLOSED_TAG, message, Piece(found, flaw.start), suggestion, closer=closer)


def _stray(flaw: Flaw, text: str) -> Problem:
    piece: Piece = flaw
    suggestion = ""
    before = HALF_OPENED.search(text, max(0, flaw.start - 61), flaw.start)
    if before and (variable := meant_variable(before[1].strip())):
        piece = Piece(before.group() + flaw.text, before.start())
        suggestion = f"{{{{ {variable} }}}}"
    message = _("“%(found)s” closes no merge tag. Open one before it, or remove “%(sign)s”.")
    return _problem(STRAY_SIGN, message, piece, suggestion, sign=flaw.text)


def unclosed_condition(tag: Tag, *, rich: bool) -> Problem:
    if rich:
        message = _("“%(found)s” must be closed with %(end)s in the same paragraph or list item.")
    else:
        message = _("“%(found)s” must be closed with %(end)s in the same field.")
    return _problem(UNCLOSED_CONDITION, message, tag, end=f"{{% {OPENING_TAGS[tag.name]} %}}")


def misplaced(tag: Tag, openers: Iterable[str], opened: str) -> Problem:
    """An end or a branch where none can be; ``opened`` is the condition around it, or ""."""
    end = ""
    if opened and tag.name in OPENING_TAGS.values():
        end = f"{{% {OPENING_TAGS[opened]} %}}"
        message = _("“%(found)s” does not close “%(opened)s”. Write %(end)s.")
    elif opened:
        message = _("“%(found)s” is not allowed at this point of “%(opened)s”. Remove it.")
    else:
        message = _("“%(found)s” has no opening tag. Put %(openers)s before it, or remove it.")
    tags = ", ".join(f"{{% {name} … %}}" for name in openers)
    return _problem(MISPLACED_TAG, message, tag, end, opened=opened, end=end, openers=tags)


def formatting_across(tag: Tag) -> Problem:
    message = _(
        "Bold, a link or other formatting starts on one side of “%(found)s” and ends on the "
        "other. Format only words inside the condition, or the whole condition."
    )
    return _problem(FORMATTING_ACROSS_CONDITION, message, tag)


def lost_text(piece: Piece) -> Problem:
    message = _(
        "“%(found)s” is never shown: there can be no text between “case” and the first “when”."
    )
    return _problem(LOST_TEXT, message, piece)
