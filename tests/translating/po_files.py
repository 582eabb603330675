"""PO files as translators handle them: as text."""

from pathlib import Path

from clinic_cms.translating.po.exporting import export_po
from clinic_cms.translating.po.importing import NamedFile, import_po
from clinic_cms.translating.po.text_checks import Imported

NAME = "back-spasms.es.po"


def exported(folder, name: str = NAME) -> bytes:
    """What the export of the Library for Spanish says of one article."""
    export_po(directory=Path(folder), locale="es")
    return (Path(folder) / name).read_bytes()


def edited(file: bytes, was: str, now: str, *, of: str | None = None) -> bytes:
    """Change the one translation that says something, or that of one text."""
    before = f'msgid "{of}"\nmsgstr "{was}"' if of else f'msgstr "{was}"'
    after = before[: len(before) - len(was) - 1] + f'{now}"'
    text = file.decode()
    assert text.count(before) == 1, before
    return text.replace(before, after).encode()


def take(file: bytes, *, name: str = NAME, **options) -> list[Imported]:
    return import_po(files=[NamedFile(name, file)], **options)
