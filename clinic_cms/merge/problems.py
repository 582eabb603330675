"""What can be wrong with merge tags: ids, and messages for the person who writes them."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clinic_cms.errors import error_id, shortened
from clinic_cms.merge.facts import GENDERS
from clinic_cms.merge.liquid import FILTERS, OPENING_TAGS, TAGS
from clinic_cms.merge.scanner import Kind, Tag
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


def unknown_variable(name: str, found: str, position: int) -> Problem:
    near = nearest_variables(name)
    if near:
        message = _("Unknown merge tag “%(found)s”. Did you mean %(near)s?") % {
            "found": shortened(found),
            "near": _(" or ").join(f"“{name}”" for name in near),
        }
    else:
        message = _(
            "Unknown merge tag “%(found)s”. Pick one from the list of merge tags, such as "
            "“clinic.name” or “doctor.name”."
        ) % {"found": shortened(found)}
    return Problem(UNKNOWN_VARIABLE, message, position, found, near[0] if near else "")


def unknown_filter(found: str, position: int) -> Problem:
    message = _("Unknown filter “%(found)s”. The filters are: %(filters)s.")
    quoted = {"found": shortened(found), "filters": ", ".join(FILTERS)}
    return Problem(UNKNOWN_FILTER, message % quoted, position, found, nearest_filter(found))


def unknown_tag(tag: Tag, found: str) -> Problem:
    near = nearest_tag(tag.name)
    path = tag.expression[:1] in ("", ".")
    if path and (variable := meant_variable(tag.name + tag.expression)):
        suggestion = f"{{{{ {variable} }}}}"
        message = _("“%(found)s” prints nothing. To print the value, write %(suggestion)s.")
    elif near:
        suggestion = found.replace(tag.name, near, 1)
        message = _("“%(name)s” is not available here. Did you mean “%(near)s”?")
    else:
        suggestion = ""
        message = _("“%(name)s” is not available here. Only these are: %(tags)s.")
    quoted = {
        "found": shortened(found),
        "name": shortened(tag.name or found),
        "near": near,
        "suggestion": suggestion,
        "tags": ", ".join(OPENING_TAGS),
    }
    return Problem(UNKNOWN_TAG, message % quoted, tag.start, found, suggestion)


def unknown_gender(word: str, found: str, position: int) -> Problem:
    near = nearest_gender(word)
    message = _("“doctor.gender” cannot be “%(found)s”. It is one of %(values)s.") % {
        "found": shortened(word),
        "values": ", ".join(f"“{value}”" for value in GENDERS),
    }
    return Problem(UNKNOWN_VALUE, message, position, found, f'"{near}"' if near else "")


def lacking(found: str, position: int) -> Problem:
    message = _("The merge tag “%(found)s” of the original is missing. Put it where it belongs.")
    return Problem(LACKING, message % {"found": shortened(found)}, position, found, found)


def added(found: str, position: int) -> Problem:
    message = _(
        "The merge tag “%(found)s” is not in the original. Remove it, or put its sentence inside "
        "a condition."
    )
    return Problem(ADDED, message % {"found": shortened(found)}, position, found)


def unguarded(found: str, position: int) -> Problem:
    message = _(
        "The merge tag “%(found)s” is inside a condition in the original. Put the same condition "
        "around its sentence."
    )
    return Problem(ADDED, message % {"found": shortened(found)}, position, found)


def too_long(found: str, position: int, most: int) -> Problem:
    message = _("This merge tag is too long: “%(found)s”. The limit is %(most)s characters.")
    return Problem(TOO_LONG, message % {"found": shortened(found), "most": most}, position, found)


def syntax(tag: Tag, found: str) -> Problem:
    """A tag that cannot be read; habits from other template languages get their own advice."""
    habits = (
        (CURLY_QUOTES, '"', _("Use straight quotes.")),
        (DOUBLE_AND, "and", _("Write “and”.")),
        (DOUBLE_OR, "or", _("Write “or”.")),
        (SINGLE_EQUALS, "==", _("Compare with “==”.")),
    )
    if advice := [advice for sign, _replacement, advice in habits if sign.search(found)]:
        suggestion = found
        for sign, replacement, _advice in habits:
            suggestion = sign.sub(replacement, suggestion)
        return _unreadable(tag, found, " ".join(advice), suggestion)
    example, suggestion = _example(tag)
    hint = _("Write it like this: %(example)s") % {"example": example}
    return _unreadable(tag, found, hint, suggestion)


def _unreadable(tag: Tag, found: str, hint: str, suggestion: str) -> Problem:
    message = _("The merge tag “%(found)s” cannot be read. %(hint)s")
    quoted = {"found": shortened(found), "hint": hint}
    return Problem(SYNTAX, message % quoted, tag.start, found, suggestion)


def _example(tag: Tag) -> tuple[str, str]:
    """What such a tag looks like, and what this one was meant to be."""
    if tag.kind is Kind.STATEMENT:
        return EXAMPLES[tag.name], ""
    words = re.findall(r"\w+", tag.expression.partition("|")[0])
    if words and words[0] in TAGS:
        statement = f"{{% {tag.expression} %}}"
        return statement, statement
    near = nearest_variables(".".join(words)) if words else ()
    if near:
        return (output := f"{{{{ {near[0]} }}}}"), output
    return "{{ doctor.name }}", ""
