"""A small folder of masters to change in tests."""

from pathlib import Path

FIXTURES = Path(__file__).parents[2] / "fixtures" / "library"


def copy_back_spasms(folder: Path) -> Path:
    """Copy one article in both languages, without what it names as related."""
    for language in ("en-us", "es"):
        text = (FIXTURES / f"back-spasms.{language}.md").read_text()
        text = text.replace('related = ["sciatica", "neck-pain"]\n', "")
        (folder / f"back-spasms.{language}.md").write_text(text)
    return folder


def change(folder: Path, old: str, new: str, language: str = "en-us") -> int:
    """Replace text in a file; return the line where it stood."""
    path = folder / f"back-spasms.{language}.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1
