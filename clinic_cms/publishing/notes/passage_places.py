"""Where a passage stood that was taken out of an article, and putting it back there.

Its place is known by the sentences around it, so it is found again after most edits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from wagtail.rich_text import RichText

from clinic_cms.facts.fact_check.plain_text import ELEMENT, PlainText, plain_text
from clinic_cms.merge.scanner import INLINE, VOID
from clinic_cms.models import SECTIONS, ConditionPage
from clinic_cms.models.content_paths import HEADING, MergeText, write_text
from clinic_cms.publishing.notes.placed_sentences import Sentence, sentences_in
from clinic_cms.publishing.notes.text_edits import Span

SENTENCE, LINE, WHOLE, ITEM, PARAGRAPH, END = "sentence", "line", "whole", "li", "p", "end"
OPENING = "opening"
NO_GAP = ("。", "！", "？")
CLOSING = re.compile(rf"(?:</(?:{INLINE.pattern})>)*")
OPENED = re.compile(rf"(?:<(?:{INLINE.pattern})\b[^<>/]*>)*$")


@dataclass(frozen=True)
class Place:
    """The sentence before a passage and the one after it, and as what the passage stood there.

    Each may be several sentences, one a line, in the order of the text: the nearest that is found
    counts. `stood_as` is a `SENTENCE` among others, a `LINE` of a block, the element of a block of
    its own ("p", "li"), the `WHOLE` text, or at the `END` of its section; "" where none of that is
    known.
    """

    before: str = ""
    after: str = ""
    stood_as: str = ""


UNKNOWN, AT_END = Place(), Place(stood_as=END)


def place_of(
    page: ConditionPage, item: MergeText, spans: Iterable[Span], *, within: str = ""
) -> Place:
    """Return the place of what stands at some offsets of a text of an article.

    `within` is the content path of the block that goes with it, if one does.
    """
    plain = plain_text(item)
    sentences = sentences_in(plain, rich=item.rich)
    stored = [plain.stored_span(it.start, it.end) for it in sentences]
    taken = [
        index
        for index, (first, last) in enumerate(stored)
        if any(start < last and first < end for start, end in spans)
    ]
    first, last = taken[0], taken[-1]
    before, after = sentences[:first], sentences[last + 1 :]
    if not before and not after:
        texts = [it for it in _texts(page, item.path) if it.path == item.path or it.text]
        if within:
            inside = f"{within}."
            texts = [it for it in texts if it.path == item.path or not it.path.startswith(inside)]
        at = next(index for index, it in enumerate(texts) if it.path == item.path)
        before = _sentences(texts[at - 1]) if at else []
        after = _sentences(texts[at + 1]) if at + 1 < len(texts) else []
        stood_as = WHOLE
    else:
        stood_as = _stood_as(sentences[last], before, after)
    return Place(before[-1].words if before else "", after[0].words if after else "", stood_as)


def _stood_as(it: Sentence, before: list[Sentence], after: list[Sentence]) -> str:
    near = [*before[-1:], *after[:1]]
    if any(each.line == it.line for each in near):
        return SENTENCE
    return LINE if any(each.block == it.block for each in near) else it.element


def put_back(page: ConditionPage, path: str, text: str, place: Place) -> bool:
    """Put a passage back into a draft; return whether it went to its place.

    Else it goes to the end of its section: the text of a field goes to the section it belongs to.
    """
    texts = [*_texts(page, path)]
    own = next((it for it in texts if it.path == path), None)
    if place.stood_as and own is not None and not own.text:
        write_text(page, path, as_paragraph(text) if own.rich else text)
        return True
    before, after = place.before.split("\n"), place.after.split("\n")
    for lines, is_after in ((reversed(before), True), (after, False)):
        for line in lines if place.stood_as else ():
            found = _find(texts, line, path)
            if found is not None:
                _insert(page, path, *found, _Passage(text, place.stood_as, is_after))
                return True
    section = getattr(page, section_of(path))
    is_alone = place.stood_as == WHOLE and not section
    section.append(("text", RichText(as_paragraph(text))))
    return is_alone or place.stood_as == END


def section_of(path: str) -> str:
    """Return the stream that a content path leads to, or that its field belongs to."""
    name = path.partition(".")[0].removesuffix(HEADING)
    return name if name in ConditionPage.stream_fields else SECTIONS[0]


def as_paragraph(text: str) -> str:
    """Return a passage as rich text, unless it is."""
    return text if text.startswith("<") else f"<p>{escape(text)}</p>"


@dataclass(frozen=True)
class _Passage:
    text: str
    stood_as: str
    is_after: bool


def _texts(page: ConditionPage, path: str) -> Iterator[MergeText]:
    """Yield the texts of the field of a path, and of its section; the opening is the overview's."""
    name, section = path.partition(".")[0], section_of(path)
    names = {name, section, *([OPENING] if section == SECTIONS[0] else [])}
    return (it for it in page.checked_texts() if it.path.partition(".")[0] in names)


def _sentences(item: MergeText) -> list[Sentence]:
    return sentences_in(plain_text(item), rich=item.rich)


def _find(
    texts: Iterable[MergeText], words: str, path: str
) -> tuple[MergeText, PlainText, Sentence] | None:
    """Return where a sentence stands now, in the text at a path rather than in another."""
    for item in sorted(texts, key=lambda it: it.path != path) if words else ():
        plain = plain_text(item)
        for sentence in sentences_in(plain, rich=item.rich):
            if sentence.words == words:
                return item, plain, sentence
    return None


def _insert(
    page: ConditionPage,
    path: str,
    item: MergeText,
    plain: PlainText,
    sentence: Sentence,
    passage: _Passage,
) -> None:
    """Put a passage beside a sentence: into its text, or into a block of its own beside that."""
    field, _dot, inside = item.path.partition(".")
    is_apart = "." in path and item.path != path and "." in inside
    if inside and (is_apart or not item.rich):
        stream = getattr(page, field)
        index = [it.id for it in stream].index(inside.partition(".")[0])
        value = ("text", RichText(as_paragraph(passage.text)))
        stream.insert(index + passage.is_after, value)
        return
    span = plain.stored_span(sentence.start, sentence.end)
    write_text(page, item.path, _beside(item, span, passage))


def _beside(item: MergeText, span: Span, passage: _Passage) -> str:
    """Return a text with a passage before or after the sentence at some offsets."""
    html, is_after = item.text, passage.is_after
    if not item.rich or passage.stood_as in (SENTENCE, LINE):
        at = span[1] if is_after else span[0]
        if item.rich:
            closing, opened = CLOSING.match(html, at), OPENED.search(html, 0, at)
            at = closing.end() if is_after and closing else opened.start() if opened else at
        is_line = passage.stood_as not in (SENTENCE, WHOLE)
        gap = ("<br/>" if item.rich else "\n") if is_line else " "
        ends = (html[span[0] : span[1]] if is_after else passage.text).endswith(NO_GAP)
        gap = "" if gap == " " and ends else gap
        words = escape(passage.text, quote=False) if item.rich else passage.text
        return html[:at] + (gap + words if is_after else words + gap) + html[at:]
    around = [it for it in _elements(html) if it[1] <= span[0] and span[1] <= it[2]]
    name = passage.stood_as if passage.stood_as != WHOLE else PARAGRAPH
    words = f"<{name}>{escape(passage.text, quote=False)}</{name}>"
    items = [it for it in around if it[0] == ITEM]
    if name == ITEM and items:
        _name, start, end = items[-1]
    else:
        words = f"<ul>{words}</ul>" if name == ITEM else words
        _name, start, end = around[0] if around else ("", 0, len(html))
    at = end if is_after else start
    return html[:at] + words + html[at:]


def _elements(html: str) -> list[tuple[str, int, int]]:
    """Return the blocks of a rich text, the outer before the inner, each with its offsets."""
    opened: list[tuple[str, int]] = []
    found: list[tuple[str, int, int]] = []
    for element in ELEMENT.finditer(html):
        name = element["element"].lower()
        if INLINE.fullmatch(name) or name in VOID:
            continue
        if not element["closing"]:
            opened.append((name, element.start()))
        elif opened and opened[-1][0] == name:
            found.append((*opened.pop(), element.end()))
    return sorted(found, key=lambda it: (it[1], -it[2]))
