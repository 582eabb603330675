"""A small folder of masters to change in tests, and what became of it in the Library."""

import re
from pathlib import Path

from clinic_cms.importing.library.loading import load_library
from clinic_cms.importing.library.structure import STREAMS, master_key
from clinic_cms.models import ConditionPage

FIXTURES = Path(__file__).parents[2] / "fixtures" / "library"


def copy_back_spasms(folder: Path) -> Path:
    """Copy one article in both languages, without related articles and a translator."""
    for language in ("en-us", "es"):
        text = (FIXTURES / f"back-spasms.{language}.md").read_text()
        text = text.replace('related = ["sciatica", "neck-pain"]\n', "")
        text = re.sub(r"(?m)^transl.*\n", "", text)
        (folder / f"back-spasms.{language}.md").write_text(text)
    return folder


def change(folder: Path, old: str, new: str, language: str = "en-us") -> int:
    """Replace text in a file; return the line where it stood."""
    path = folder / f"back-spasms.{language}.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def statuses(folder, **options) -> list[str]:
    return [outcome.status for outcome in load_library(directory=folder, **options)]


def page(language: str = "en-us", key: str = "back-spasms") -> ConditionPage:
    return ConditionPage.objects.get(
        translation_key=master_key(key), locale__language_code=language
    )


def ids(language: str = "en-us") -> dict[str, list[str]]:
    """The ids of each section's blocks."""
    return {name: [block.id for block in getattr(page(language), name)] for name in STREAMS}


def edit(language: str = "en-us", **fields) -> None:
    row = page(language)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save_revision().publish()
