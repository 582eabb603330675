"""From blocks to what Wagtail stores: rich text for streams, plain text for headings and titles."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from clinic_cms.importing.document import LINE_BREAK, Block, Kind, Run

JOINER = "\u2060"
"""The word joiner: invisible, it separates two signs that would be read as one."""
SIGNS = re.compile(r"(?<=\{)|(?=\})")


def has_signs(text: str) -> bool:
    """Whether a text has braces, which could be read as a merge tag, whole or broken."""
    return bool(SIGNS.search(text))


def neutral(text: str) -> str:
    """Return a text that looks the same and in which nothing is read as a merge tag."""
    return SIGNS.sub(JOINER, text)


def plain(runs: Sequence[Run]) -> str:
    """Return runs as plain text with merge tags."""
    return "".join(piece for _run, piece in _pieces(runs))


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
    items: list[Block] = []
    for block, rank in zip(blocks, ranks, strict=True):
        if block.kind is Kind.ITEM:
            items.append(block)
            continue
        yield _list(items)
        items = []
        element = rank or "p"
        yield f"<{element}>{_inline(block.runs)}</{element}>"
    yield _list(items)


def _list(items: Sequence[Block]) -> str:
    """Return items as nested lists; an item one level deeper lies within the one before."""
    html = ""
    open_lists: list[str] = []
    for item in items:
        depth = min(item.depth, len(open_lists) + 1)
        element = "ol" if item.ordered else "ul"
        while len(open_lists) > depth or (len(open_lists) == depth and open_lists[-1] != element):
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
    for run, piece in _pieces(runs):
        text = (
            piece if not run.literal else escape(piece, quote=False).replace(LINE_BREAK, "<br/> ")
        )
        if run.italic:
            text = f"<i>{text}</i>"
        if run.bold:
            text = f"<b>{text}</b>"
        if run.href:
            text = f'<a href="{escape(run.href)}">{text}</a>'
        html += text
    return html


def _pieces(runs: Sequence[Run]) -> Iterator[tuple[Run, str]]:
    """Yield runs with safe text: the article's own braces neither make nor break a tag."""
    for run in runs:
        yield run, neutral(run.text) if run.literal else run.text
