"""A draft as lines of text: what a dry run prints is what the draft will be.

Formats are written as Markdown writes them: "**bold**", "*slanted*", "[text](address)".
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from clinic_cms.importing.article import ImportResult

HEADINGS = {"h3": "### ", "h4": "#### "}
SIGNS = {"b": "**", "i": "*"}
INDENT = "  "
SEAM = re.compile(r"</([bi])><\1>")
"""Where a format ends and begins again, which no reader sees."""


def draft_lines(result: ImportResult) -> Iterator[str]:
    """Yield a draft's lines, field by field in the page's order; empty fields are left out."""
    yield f"# {result.title}"
    yield result.slug
    for name, texts in result.streams.items():
        section = result.sections.get(name)
        heading = section.heading if section else ""
        if texts or heading:
            yield ""
            yield f"[{name}]"
        if heading:
            yield f"## {heading}"
        for text in texts:
            yield from rich_text_lines(text.html)
    if result.references:
        yield ""
        yield "[references]"
    for reference in result.references:
        yield f"  • {reference.title} {reference.url}".rstrip()


def rich_text_lines(html: str) -> list[str]:
    """Return the lines of a rich text: one for each heading, paragraph and item, and its breaks."""
    parser = _Lines()
    parser.feed(SEAM.sub("", html))
    parser.close()
    return parser.lines


class _Lines(HTMLParser):
    """Collects lines; items are indented by their depth and numbered as readers see them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.lists: list[tuple[str, int]] = []
        self.hrefs: list[str] = []
        self.hanging = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self.lists.append((tag, 0))
        elif tag == "li":
            self._begin(self._mark())
        elif tag == "p" or tag in HEADINGS:
            self._begin(HEADINGS.get(tag, ""))
        elif tag == "br":
            self.lines.append(self.hanging)
        elif tag == "a":
            self.hrefs.append(dict(attrs).get("href") or "")
            self._write("[")
        else:
            self._write(SIGNS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.lists.pop()
        elif tag == "a":
            self._write(f"]({self.hrefs.pop()})")
        else:
            self._write(SIGNS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        # A line break is followed by a space, which is no text.
        self._write(data.lstrip(" ") if self.lines and self.lines[-1] == self.hanging else data)

    def _mark(self) -> str:
        name, count = self.lists.pop()
        self.lists.append((name, count + 1))
        return f"{INDENT * len(self.lists)}{f'{count + 1}.' if name == 'ol' else '•'} "

    def _begin(self, mark: str) -> None:
        self.lines.append(mark)
        self.hanging = " " * len(mark)

    def _write(self, text: str) -> None:
        if self.lines:
            self.lines[-1] += text
