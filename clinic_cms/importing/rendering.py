"""From blocks to what Wagtail stores: rich text for streams, plain text for headings and titles."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from clinic_cms.importing.document import LINE_BREAK, Block, Kind, Run

JOINER = "\u2060"
"""The word joiner: invisible, it separates two signs that would be read as one."""
SIGNS = re.compile(r"(?<=\{)|(?=\})")


def has_signs(text: str) -> bool:
    """Whether a text has braces, which could be read as a merge tag, whole or broken."""
    return bool(SIGNS.search(text))


def plain(runs: Sequence[Run]) -> str:
    """Return runs as plain text with merge tags."""
    return "".join(_safe_text(run) for run in runs)


def rich_texts(blocks: Sequence[Block]) -> list[str]:
    """Return the blocks as rich text, cut before each subheading of the first rank."""
    ranks = list(_ranks(blocks))
    texts: list[str] = []
    start = 0
    for index in range(1, len(blocks) + 1):
        if index == len(blocks) or ranks[index] == "h3":
            texts.append("".join(_rendered(blocks[start:index], ranks[start:index])))
            start = index
    return texts


def _ranks(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the element of each heading: h3, or h4 below an h3; "" for other blocks."""
    top = 0
    for block in blocks:
        if block.kind is not Kind.HEADING:
            yield ""
        elif not top or block.level <= top:
            top = block.level
            yield "h3"
        else:
            yield "h4"


def _rendered(blocks: Sequence[Block], ranks: Sequence[str]) -> Iterator[str]:
    ranked = zip(blocks, ranks, strict=True)
    for is_list, group in groupby(ranked, key=lambda pair: pair[0].kind is Kind.ITEM):
        if is_list:
            yield _list([block for block, _rank in group])
        else:
            for block, rank in group:
                yield f"<{rank or 'p'}>{_inline(block.runs)}</{rank or 'p'}>"


def _list(items: Sequence[Block]) -> str:
    """Return items as nested lists; an item one level deeper lies within the one before."""
    html = ""
    open_lists: list[str] = []
    for item in items:
        depth = min(item.depth, len(open_lists) + 1)
        element = "ol" if item.ordered else "ul"
        while len(open_lists) > depth:
            html += f"</li></{open_lists.pop()}>"
        if len(open_lists) == depth and (item.opens or open_lists[-1] != element):
            html += f"</li></{open_lists.pop()}>"
        if len(open_lists) == depth:
            html += "</li>"
        else:
            open_lists.append(element)
            html += f"<{element}>"
        html += f"<li>{_inline(item.runs)}"
    return html + "".join(f"</li></{element}>" for element in reversed(open_lists))


def _inline(runs: Sequence[Run]) -> str:
    html = ""
    for run in runs:
        text = _safe_text(run)
        if run.literal:
            text = escape(text, quote=False).replace(LINE_BREAK, "<br/> ")
        if run.italic:
            text = f"<i>{text}</i>"
        if run.bold:
            text = f"<b>{text}</b>"
        if run.href:
            text = f'<a href="{escape(run.href)}">{text}</a>'
        html += text
    return html


def _safe_text(run: Run) -> str:
    """Return a run's text, in which the article's own braces neither make nor break a tag."""
    return SIGNS.sub(JOINER, run.text) if run.literal else run.text
