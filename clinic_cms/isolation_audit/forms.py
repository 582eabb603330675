"""What a browser would send of the forms on a page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = list[tuple[str, str]]


@dataclass
class Form:
    """A form of a page, with the values that it has."""

    action: str
    method: str
    fields: Fields = field(default_factory=list)
    submits: Fields = field(default_factory=list)
    """Its buttons that have a name; a browser sends one of them."""
    files: Fields = field(default_factory=list)
    """Its fields for files, each with the types that it accepts."""


def forms_in(html: str) -> list[Form]:
    """Return the forms of a page, and those in the HTML that JSON for a dialog carries."""
    parser = _Parser()
    parser.feed(html)
    return parser.forms


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""
        self._options: Fields = []
        self._chosen: list[str] = []
        self._textarea = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in pairs}
        if tag == "form":
            method = attrs.get("method", "get").upper()
            self._form = Form(attrs.get("action", ""), method)
            self.forms.append(self._form)
        elif self._form is None or "disabled" in attrs:
            return
        elif tag in {"input", "button"}:
            self._control(tag, attrs, self._form)
        elif tag == "select":
            self._select, self._options, self._chosen = attrs.get("name", ""), [], []
        elif tag == "option" and self._select:
            self._options.append((self._select, attrs.get("value", "")))
            if "selected" in attrs:
                self._chosen.append(attrs.get("value", ""))
        elif tag == "textarea":
            self._textarea, self._text = attrs.get("name", ""), []

    def _control(self, tag: str, attrs: dict[str, str], form: Form) -> None:
        name, value = attrs.get("name", ""), attrs.get("value", "")
        kind = attrs.get("type", "submit" if tag == "button" else "text")
        if not name:
            return
        if kind == "submit":
            form.submits.append((name, value))
        elif kind in {"checkbox", "radio"}:
            if "checked" in attrs:
                form.fields.append((name, value or "on"))
        elif kind == "file":
            form.files.append((name, attrs.get("accept", "")))
        elif kind not in {"button", "reset", "image"}:
            form.fields.append((name, value))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select" and self._select and self._form is not None:
            chosen = self._chosen or [value for _name, value in self._options[:1]]
            self._form.fields.extend((self._select, value) for value in chosen)
            self._select = ""
        elif tag == "textarea" and self._textarea and self._form is not None:
            self._form.fields.append((self._textarea, "".join(self._text).removeprefix("\n")))
            self._textarea = ""


def posted(form: Form) -> Iterator[Fields]:
    """Yield what a browser sends: without a button, as a script does, and by each of them."""
    yield form.fields
    for button in form.submits:
        yield [*form.fields, button]
