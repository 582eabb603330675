"""Problems of syntax: braces that make no tag, and tags that do not fit where they stand."""

import re
from collections.abc import Iterator

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from clinic_cms.errors import shortened
from clinic_cms.merge import problems
from clinic_cms.merge.liquid import BRANCH_TAGS, OPENING_TAGS
from clinic_cms.merge.problems import Problem
from clinic_cms.merge.scanner import CLOSERS, Fault, Flaw, Literal, Tag
from clinic_cms.merge.suggestions import meant_variable

SINGLE_BRACES = re.compile(r"(?<![{])\{(?![{%])([^{}<>]{1,60})(?<!%)\}(?!\})")
HALF_CLOSED = re.compile(r"\{[{%]([^{}<>]{1,60})\}")
HALF_OPENED = re.compile(r"\{([^{}<>]{1,60})$")
# How much of an unclosed tag is shown: the rest of its line, up to the next markup.
UNCLOSED_STRETCH = re.compile(r"\{[{%][^<\n]{0,40}")


def single_braces(literal: Literal) -> Iterator[Problem]:
    """``{ doctor.name }``; braces around anything else are just braces."""
    if "{" not in literal.text:
        return
    for match in SINGLE_BRACES.finditer(literal.text):
        if variable := meant_variable(match[1].strip("% \xa0")):
            message = _("“%(found)s” is not filled in: it takes two braces. Write %(suggestion)s.")
            suggestion = f"{{{{ {variable} }}}}"
            quoted = {"found": shortened(match.group()), "suggestion": suggestion}
            yield Problem(
                problems.SINGLE_BRACE,
                message % quoted,
                literal.start + match.start(),
                match.group(),
                suggestion,
            )


def flaw(flaw: Flaw, text: str) -> Problem:
    """What to do about signs that make no tag."""
    if flaw.fault is Fault.UNCLOSED:
        return _unclosed(flaw, text)
    if flaw.fault is Fault.STRAY:
        return _stray(flaw, text)
    found = text[flaw.start : flaw.end]
    suggestion = ""
    if flaw.fault is Fault.MISMATCHED:
        opener = found[:2]
        suggestion = f"{found[:-2]}{CLOSERS[opener]}"
        id_ = problems.UNCLOSED_TAG
        message = _("“%(found)s” opens with one sign and closes with another. Write %(suggestion)s")
    elif flaw.fault is Fault.FORMATTED:
        suggestion = " ".join(strip_tags(found).split())
        id_ = problems.FORMATTED_TAG
        message = _(
            "Part of the merge tag “%(suggestion)s” is bold, linked or otherwise formatted. Remove "
            "the formatting from inside it, or insert the tag again."
        )
    else:
        id_ = problems.TAG_IN_ATTRIBUTE
        message = _(
            "A merge tag cannot be part of a link's URL or another setting: “%(found)s”. Put the "
            "tag in the text instead; phone numbers and URLs become links there."
        )
    quoted = {"found": shortened(found), "suggestion": shortened(suggestion)}
    return Problem(id_, message % quoted, flaw.start, found, suggestion)


def _unclosed(flaw: Flaw, text: str) -> Problem:
    closer = CLOSERS[text[flaw.start : flaw.start + 2]]
    suggestion = ""
    if match := HALF_CLOSED.match(text, flaw.start, flaw.end):
        suggestion = f"{match.group()[:-1].rstrip(' %')} {closer}"
    else:
        match = UNCLOSED_STRETCH.match(text, flaw.start, flaw.end)
    found = match.group() if match else text[flaw.start : flaw.end]
    message = _("“%(found)s” opens a merge tag that is never closed. End it with %(closer)s.")
    quoted = {"found": shortened(found), "closer": closer}
    return Problem(problems.UNCLOSED_TAG, message % quoted, flaw.start, found, suggestion)


def _stray(flaw: Flaw, text: str) -> Problem:
    start, suggestion = flaw.start, ""
    sign = text[flaw.start : flaw.end]
    before = HALF_OPENED.search(text, max(0, flaw.start - 61), flaw.start)
    if before and (variable := meant_variable(before[1].strip())):
        start, suggestion = before.start(), f"{{{{ {variable} }}}}"
    found = text[start : flaw.end]
    message = _("“%(found)s” closes no merge tag. Open one before it, or remove “%(sign)s”.")
    quoted = {"found": shortened(found), "sign": sign}
    return Problem(problems.STRAY_SIGN, message % quoted, start, found, suggestion)


def unclosed_condition(tag: Tag, text: str, *, rich: bool) -> Problem:
    found = text[tag.start : tag.end]
    end = f"{{% {OPENING_TAGS[tag.name]} %}}"
    if rich:
        message = _("“%(found)s” must be closed with %(end)s in the same paragraph or list item.")
    else:
        message = _("“%(found)s” must be closed with %(end)s in the same field.")
    quoted = {"found": shortened(found), "end": end}
    return Problem(problems.UNCLOSED_CONDITION, message % quoted, tag.start, found)


def misplaced(tag: Tag, text: str, opened: str) -> Problem:
    """An end or a branch where none can be; ``opened`` is the condition around it, or ""."""
    found = text[tag.start : tag.end]
    quoted = {"found": shortened(found), "opened": opened, "end": "", "openers": ""}
    suggestion = ""
    if opened and tag.name in OPENING_TAGS.values():
        suggestion = quoted["end"] = f"{{% {OPENING_TAGS[opened]} %}}"
        message = _("“%(found)s” does not close “%(opened)s”. Write %(end)s.")
    elif opened:
        message = _("“%(found)s” is not allowed at this point of “%(opened)s”. Remove it.")
    else:
        openers = BRANCH_TAGS.get(tag.name, (tag.name.removeprefix("end"),))
        quoted["openers"] = ", ".join(f"{{% {name} … %}}" for name in openers)
        message = _("“%(found)s” has no opening tag. Put %(openers)s before it, or remove it.")
    return Problem(problems.MISPLACED_TAG, message % quoted, tag.start, found, suggestion)


def formatting_across(tag: Tag, text: str) -> Problem:
    found = text[tag.start : tag.end]
    message = _(
        "Bold, a link or other formatting starts on one side of “%(found)s” and ends on the "
        "other. Format only words inside the condition, or the whole condition."
    )
    return Problem(
        problems.FORMATTING_ACROSS_CONDITION,
        message % {"found": shortened(found)},
        tag.start,
        found,
    )


def lost_text(text: str, start: int, end: int) -> Problem:
    found = text[start:end]
    message = _(
        "“%(found)s” is never shown: there can be no text between “case” and the first “when”."
    )
    return Problem(problems.LOST_TEXT, message % {"found": shortened(found)}, start, found)


def too_deep(tag: Tag, text: str, most: int) -> Problem:
    found = text[tag.start : tag.end]
    message = _("“%(found)s” is inside too many other conditions: the limit is %(most)s.")
    quoted = {"found": shortened(found), "most": most}
    return Problem(problems.TOO_LONG, message % quoted, tag.start, found)
