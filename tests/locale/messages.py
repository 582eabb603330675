"""The package's messages and their catalogues, extracted and compiled without GNU gettext.

`make messages` runs this file: it brings every `clinic_cms/locale/<locale>` up to date, with new
messages empty and unused ones gone, and compiles it. A new language begins as an empty folder.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages import catalog as babel_catalog
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from django.utils.translation.template import templatize
from polib import POEntry, POFile, pofile

ROOT = Path(__file__).parents[2]
APP = ROOT / "clinic_cms"
LOCALES = APP / "locale"

# What Django gives to xgettext, in Babel's form: which arguments are texts, "c" for a context.
SINGULAR = ("_", "gettext", "gettext_lazy", "gettext_noop")
KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(SINGULAR),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}

SUFFIXES = {".py", ".html", ".txt"}
Key = tuple[str | None, str]


@dataclass
class Message:
    """A message of the package: its context and text, and the files that hold it."""

    context: str | None
    text: str
    plural: str = ""
    files: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return self.context, self.text


def texts_of(path: Path) -> Iterator[Message]:
    """Yield the messages of a Python file or a template, in the file's order."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # A template keeps its indentation, which is none to Python inside of brackets.
        source = f"({templatize(source)}\n)"
    for _line, found, _comments, context in extract("python", BytesIO(source.encode()), KEYWORDS):
        text, plural = (found, "") if isinstance(found, str) else found[:2]
        yield Message(context, text, plural)


def extracted(folder: Path = APP) -> list[Message]:
    """Return every message below a folder, each once, by file."""
    messages: dict[Key, Message] = {}
    for path in sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES):
        file = path.relative_to(folder.parent).as_posix()
        for found in texts_of(path):
            message = messages.setdefault(found.key, found)
            message.plural = message.plural or found.plural
            if file not in message.files:
                message.files.append(file)
    return list(messages.values())


def key_of(entry: POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def catalogue_path(locale: str) -> Path:
    return LOCALES / locale / "LC_MESSAGES" / "django.po"


def locales() -> list[str]:
    return sorted(folder.name for folder in LOCALES.iterdir())


def begun(locale: str) -> POFile:
    """Return the empty catalogue of a language."""
    catalogue = POFile()
    catalogue.header = Locale.parse(locale).english_name or locale
    catalogue.metadata = {
        "Project-Id-Version": "wagtail-clinic-cms",
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": str(get_plural(locale)),
    }
    return catalogue


def updated(old: POFile, messages: Iterable[Message]) -> POFile:
    """Return a catalogue of these messages with the translations that the old one has."""
    known = {key_of(entry): entry for entry in old if not entry.obsolete}
    new = POFile(wrapwidth=0)
    new.header, new.metadata = old.header, old.metadata
    for message in messages:
        entry = POEntry(msgid=message.text, msgctxt=message.context)
        if message.plural:
            forms = range(get_plural(old.metadata["Language"]).num_plurals)
            entry.msgid_plural, entry.msgstr_plural = message.plural, dict.fromkeys(forms, "")
        before = known.get(message.key)
        if before and bool(before.msgid_plural) == bool(message.plural):
            entry.msgstr, entry.msgstr_plural = before.msgstr, before.msgstr_plural
            entry.tcomment = before.tcomment
            entry.flags = [flag for flag in before.flags if flag == "fuzzy"]
        entry.occurrences = [(file, "") for file in message.files]
        if babel_catalog.Message((message.text, message.plural)).python_format:
            entry.flags.append("python-format")
        new.append(entry)
    return new


def main() -> None:
    messages = extracted()
    for locale in locales():
        path = catalogue_path(locale)
        path.parent.mkdir(exist_ok=True)
        catalogue = updated(pofile(str(path)) if path.exists() else begun(locale), messages)
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
        left = len(catalogue.untranslated_entries()) + len(catalogue.fuzzy_entries())
        sys.stdout.write(f"{locale}: {len(catalogue)} messages, {left} to translate\n")


if __name__ == "__main__":
    main()
