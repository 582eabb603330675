"""Reads Markdown, by way of HTML."""

import re
from dataclasses import dataclass, replace

from clinic_cms.importing.document import Block, Document, Kind, cut
from clinic_cms.importing.reading.html import read_html
from clinic_cms.importing.reading.left_out import left_out_warnings
from clinic_cms.importing.reading.surroundings import LEFT_OUT
from clinic_cms.importing.reading.surroundings.lines import Line, paragraphs
from clinic_cms.importing.reading.surroundings.mail import mail_of, unquoted

FRONT_MATTER = re.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<lines>.*?)\n(?P=fence)[ \t]*(?:\n|\Z)", re.S
)
FRONT_ENTRY = re.compile(
    r"^(?P<key>[\w-]+)[ \t]*[:=][ \t]*(?P<value>.*(?:\n(?:[ \t]+\S.*|-[ \t].*|[ \t]*))*)", re.M
)
"""A key of YAML or TOML with its value, which may go on in lines that are indented or listed."""
FRONT_MARK = re.compile(r"^[>|][-+]?[ \t]*\n")
FRONT_BYLINE = re.compile(
    r"authors?|reviewer|(?:medically[_-])?reviewed[_-]?by|reviewed[_-]?on|date", re.I
)
TASK = re.compile(r"\[[ xX]\] ")
NOTE = re.compile(r"^\[\^(?P<name>[\w-]+)\]:[ \t]*(?P<text>.*(?:\n(?: {2,}|\t).*)*)$", re.M)
ATTRIBUTES = re.compile(r"^(#{1,6}[ \t].*?)[ \t]*\{:?[ \t]*(?:[#.][\w-]+[ \t]*)+\}[ \t]*$", re.M)
"""Ids and classes after a heading, in Kramdown, Pandoc and others: "## Causes {#causes}"."""

_MEANING = r":[ \t]+\S.*(?:\n[ \t]+\S.*)*"
DEFINITION = re.compile(
    rf"^(?![#>|<:]|[*+-][ \t]|\d+[.)][ \t])(?P<term>\S.*)\n(?:[ \t]*\n)?"
    rf"(?P<texts>{_MEANING}(?:\n(?:[ \t]*\n)?{_MEANING})*)$",
    re.M,
)
"""A term, and its meanings in lines with a colon: the lists of definitions of Markdown Extra."""
MEANING = re.compile(rf"^{_MEANING}", re.M)
INDENT = re.compile(r"^[ \t]+", re.M)


def read_markdown(text: str, language: str) -> Document:
    """Return the blocks of a Markdown text; of its front matter the title and bylines are read."""
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n")
    body, front = _without_front_matter(text)
    article, subject, around = _without_mail(body, language)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    document = read_html(parser.render(_as_html(article)), language)
    warnings = [*around, *document.warnings]
    warnings += left_out_warnings((LEFT_OUT, entry) for entry in front.others)
    blocks = tuple(_without_box(block) for block in document.blocks)
    return replace(
        document,
        blocks=blocks,
        title=front.title or subject or document.title,
        warnings=tuple(warnings),
        bylines=(*front.bylines, *document.bylines),
    )


@dataclass(frozen=True)
class _FrontMatter:
    """What stands above an article: its title, who wrote and reviewed it, and the other entries."""

    title: str = ""
    bylines: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def _without_front_matter(text: str) -> tuple[str, _FrontMatter]:
    """Return the text below the front matter, and what the front matter says."""
    match = FRONT_MATTER.match(text)
    entries = [*FRONT_ENTRY.finditer(match["lines"])] if match else []
    if match is None or not entries:
        return text, _FrontMatter()
    title = ""
    bylines: list[str] = []
    others: list[str] = []
    for entry in entries:
        value = " ".join(FRONT_MARK.sub("", entry["value"]).split()).strip("\"'")
        if entry["key"].lower() == "title":
            title = value
        elif value.strip("[]{} "):
            kept = bylines if FRONT_BYLINE.fullmatch(entry["key"]) else others
            kept.append(" ".join(entry.group().split()))
    return text[match.end() :], _FrontMatter(title, tuple(bylines), tuple(others))


def _without_mail(text: str, language: str) -> tuple[str, str, list[str]]:
    """Return the article in a mail, its subject and warnings; its headers are no Markdown."""
    lines = unquoted([Line(line) for line in text.split("\n")])
    mail = mail_of(lines, language)
    around = (lines[: mail.start], lines[mail.end :])
    warnings = left_out_warnings((LEFT_OUT, text) for part in around for text in paragraphs(part))
    return "\n".join(line.text for line in lines[mail.start : mail.end]), mail.title, warnings


def _as_html(text: str) -> str:
    """Write what only some dialects know as HTML has it; the rest stays Markdown."""
    return DEFINITION.sub(_definition, _with_notes(ATTRIBUTES.sub(r"\1", text)))


def _definition(match: re.Match[str]) -> str:
    meanings = (it[0].lstrip(": \t") for it in MEANING.finditer(match["texts"]))
    texts = "".join(f"<dd>\n\n{INDENT.sub('', text)}\n\n</dd>\n" for text in meanings)
    return f"\n<dl>\n<dt>\n\n{match['term']}\n\n</dt>\n{texts}</dl>\n"


def _with_notes(text: str) -> str:
    """Write footnotes as HTML has them."""
    names = [match["name"] for match in NOTE.finditer(text)]
    text = NOTE.sub(r'<p id="fn-\g<name>">\g<text></p>\n', text)
    for number, name in enumerate(names, 1):
        mark = f'<sup><a href="#fn-{name}">[{number}]</a></sup>'
        text = text.replace(f"[^{name}]", mark)
    return text


def _without_box(block: Block) -> Block:
    """Remove the box of an item of a task list."""
    box = TASK.match(block.text) if block.kind is Kind.ITEM else None
    return replace(block, runs=cut(block.runs, box.end())) if box else block
