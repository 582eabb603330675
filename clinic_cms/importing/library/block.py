"""One block of a section, made from its heading, the braces there, and its text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from markdown_it.token import Token

from clinic_cms.blocks.condition import CauseKind, TreatmentSetting
from clinic_cms.blocks.content import Contact, Urgency
from clinic_cms.errors import Report, error_id, shortened, suggestion
from clinic_cms.importing.library.markdown import (
    FEATURE_NAMES,
    Attributes,
    Written,
    make_parser,
    split_heading,
    write_plain,
    write_rich,
)
from clinic_cms.importing.library.structure import FIELDS, STREAMS, MasterBlock, SourceText

BLOCK_KIND = error_id("clinic_cms.A007")
BRACES = error_id("clinic_cms.A008")
MARKDOWN = error_id("clinic_cms.A009")
EVIDENCE = error_id("clinic_cms.A010")

Kinds = Mapping[str, tuple[str, Mapping[str, str]]]
"""By the class in braces: the type of the block, and the values that the class sets."""


def _kinds(block: str, field: str, values: Iterable[str]) -> Kinds:
    return {value.replace("_", "-"): (block, {field: value}) for value in values}


ANYWHERE: Kinds = {
    **_kinds("advice_card", "urgency", Urgency.values),
    "call-to-action": ("call_to_action", {"contact": Contact.BOTH.value}),
}
OWN: Mapping[str, Kinds] = {
    "causes": _kinds("cause", "kind", CauseKind.values),
    "treatment": _kinds("treatment", "setting", TreatmentSetting.values),
    "prevention": {"": ("prevention", {})},
}
PLAIN_TEXTS = {"call_to_action"}
EVIDENCE_LINE = re.compile(
    r"Evidence:\s*(?P<text>.*?)(?:\s+<?(?P<url>https?://[^\s>]+)>?)?$", re.DOTALL
)


class BlockReader:
    """Makes blocks from Markdown; `first_line` is the file's line of the tokens' line 0."""

    def __init__(self, first_line: int, report: Report) -> None:
        self.parser = make_parser()
        self.env: dict[str, object] = {}
        self.first_line = first_line
        self.report = report

    def parse(self, body: str) -> list[Token]:
        """Return the tokens of all blocks; what links refer to is kept for their text."""
        return self.parser.parse(body, self.env)

    def plain(self, text: str, line: int) -> str:
        """Return one line of Markdown as plain text."""
        inline = self.parser.parseInline(text, self.env)[0]
        return self._accept(write_plain(inline, line), text)

    def introduction(
        self, content: Sequence[Token], section: str, heading: str
    ) -> Iterator[MasterBlock]:
        """Yield the text before a section's first block, if any."""
        if content:
            line = self._line(content[0])
            html = self._rich(content, heading, section, "text", "")
            yield MasterBlock("text", "", line, html, (SourceText("", html, True, line),))

    def block(
        self, heading: str, line: int, content: Sequence[Token], section: str
    ) -> Iterator[MasterBlock]:
        """Yield the block under a heading."""
        words, braces = split_heading(heading)
        name = self.plain(words, line)
        made = self._kind(braces, section, name, line)
        if made is None:
            # Its text is read all the same, so that all of its mistakes are reported at once.
            if section not in STREAMS or section == "treatment":
                content = self._evidence(content, name)[0]
            yield from self.introduction(content, section, name)
            return
        kind, value = made[0], dict(made[1])
        name_field, body_field = FIELDS[kind]
        value[name_field] = name
        texts = [SourceText(name_field, name, False, line)]
        if kind == "treatment":
            value |= {"when": braces.values.get("when", ""), "evidence": "", "reference": ""}
            texts.append(SourceText("when", value["when"], False, line))
            content, evidence = self._evidence(content, name)
            value |= evidence
            if evidence:
                texts.append(SourceText("evidence", evidence["evidence"], False, line))
        body, rich = self._body(content, name, section, kind, body_field)
        value[body_field] = body
        start = self._line(content[0]) if content else line
        texts.append(SourceText(body_field, body, rich, start))
        yield MasterBlock(kind, name, line, value, tuple(texts))

    def _kind(
        self, braces: Attributes, section: str, name: str, line: int
    ) -> tuple[str, Mapping[str, str]] | None:
        kinds = {**OWN.get(section, {}), **ANYWHERE}
        known = [f".{kind}" for kind in kinds if kind]
        wanted = braces.classes[0] if braces.classes else ""
        stray = [*braces.ids, *(key for key in braces.values if key != "when")]
        if braces.unread or stray or len(braces.classes) > 1:
            read = braces.unread or ", ".join((*stray, *braces.classes))
            error, message = BRACES, _("“%(read)s” in the braces cannot be read.") % {"read": read}
            hint = _('Write them like this: {.in-clinic when="In the first two days"}')
        elif section not in STREAMS:
            return None
        elif wanted not in kinds:
            error, message = BLOCK_KIND, _("The block has no kind.")
            if wanted:
                message = _("“.%(kind)s” is not a kind of block in this section.")
                message %= {"kind": wanted}
            hint = suggestion(f".{wanted}", known)
        elif braces.values and kinds[wanted][0] != "treatment":
            error, message, hint = BRACES, _("Only a treatment has “when”."), _("Remove it.")
        else:
            return kinds[wanted]
        self.report.add(error, line, message, hint, key=name)
        return None

    def _evidence(
        self, content: Sequence[Token], name: str
    ) -> tuple[Sequence[Token], dict[str, str]]:
        """Return a treatment's text without its closing quotation, and the evidence in that."""
        starts = [at for at, token in enumerate(content) if token.type == "blockquote_open"]
        if not starts or content[-1].type != "blockquote_close":
            return content, {}
        quote = content[starts[-1] :]
        line = self._line(quote[0])
        inlines = [token for token in quote if token.type == "inline"]
        found = EVIDENCE_LINE.match(inlines[0].content) if len(inlines) == 1 else None
        if found is None or not found["text"]:
            read = shortened(" ".join(token.content for token in inlines))
            message = _("“%(read)s” is not a line of evidence.") % {"read": read}
            hint = _("Write: > Evidence: one plain sentence. https://source")
            self.report.add(EVIDENCE, line, message, hint, key=name)
            return content[: starts[-1]], {}
        text = self.plain(found["text"], line)
        return content[: starts[-1]], {"evidence": text, "reference": found["url"] or ""}

    def _body(
        self, content: Sequence[Token], name: str, section: str, kind: str, field: str
    ) -> tuple[str, bool]:
        if kind not in PLAIN_TEXTS:
            return self._rich(content, name, section, kind, field), True
        paragraphs = []
        for token in content:
            if token.type == "inline":
                paragraphs.append(self._accept(write_plain(token, self._line(token)), name))
            elif not token.type.startswith("paragraph") and token.nesting >= 0:
                message = _("A call to action has only plain paragraphs.")
                self.report.add(MARKDOWN, self._line(token), message, key=name)
        return "\n\n".join(paragraphs), False

    def _rich(
        self, content: Sequence[Token], name: str, section: str, kind: str, field: str
    ) -> str:
        written = write_rich(content, self.first_line)
        html = self._accept(written, name)
        block = STREAMS[section if section in STREAMS else "overview"].child_blocks[kind]
        allowed = (block.child_blocks[field] if field else block).features
        for feature, line in written.features.items():
            if feature not in allowed:
                message = _("There may be no %(feature)s here.") % {
                    "feature": FEATURE_NAMES[feature]
                }
                self.report.add(MARKDOWN, line, message, _("Remove the signs for it."), key=name)
        return html

    def _accept(self, written: Written, name: str) -> str:
        for line, message in written.faults:
            self.report.add(MARKDOWN, line, message, key=shortened(name))
        return written.text

    def _line(self, token: Token) -> int:
        return self.first_line + (token.map or [0])[0]
