"""Masters as Markdown files, one for each language: reads a folder of them.

Each file is checked on its own, and then all together; `loading` writes them into the Library.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages

from clinic_cms.errors import Mistake, Refused, Report, error_id, language_suggestion
from clinic_cms.importing.library.cross_checks import check_together
from clinic_cms.importing.library.front_matter import KEY
from clinic_cms.importing.library.structure import Article, MasterFile
from clinic_cms.launching.network import default_language

DIRECTORY = error_id("clinic_cms.A001")
FILE_NAME = error_id("clinic_cms.A002")
NO_PARSER = error_id("clinic_cms.A016")

NAME = re.compile(rf"(?P<key>{KEY})\.(?P<language>[a-z]{{2,3}}(?:-[a-z0-9]+)*)\.md")
NOT_A_MASTER = {"readme.md"}


def read_library(
    directory: Path, *, original_of: Callable[[str], str] = lambda key: ""
) -> tuple[Article, ...]:
    """Return the articles of a folder, by key; raises Refused with every mistake of every file.

    `original_of` returns the language in which the Library's article with a key was written, or "".
    """
    try:
        from clinic_cms.importing.library.master_file import read_master
    except ModuleNotFoundError as error:
        message = _("Reading Markdown needs the package “%(name)s”.") % {"name": error.name}
        hint = _("Install it: pip install 'wagtail-clinic-cms[import]'")
        raise Refused([Mistake(NO_PARSER, "", message, hint)]) from error
    paths = _find(directory)
    reports = {path.name: Report(path.name) for path in paths}
    by_key: dict[str, list[MasterFile]] = defaultdict(list)
    for path in paths:
        report = reports[path.name]
        text = _decode(path, report)
        master = read_master(path, text, report) if text is not None else None
        if master is not None:
            by_key[master.key].append(master)
    articles = tuple(
        Article(key, tuple(sorted(files, key=partial(_rank, original=original_of(key)))))
        for key, files in by_key.items()
    )
    check_together(articles, reports, original_of)
    mistakes = [mistake for report in reports.values() for mistake in report.mistakes]
    if mistakes:
        raise Refused(mistakes)
    return articles


def _rank(master: MasterFile, original: str) -> tuple[bool, bool, bool, int]:
    """Rank the language of the original first, then the install's, then files without a translator.

    Among equals, languages come as WAGTAIL_CONTENT_LANGUAGES lists them.
    """
    return (
        master.language != original,
        master.language != default_language(),
        master.front.is_translation,
        list(get_content_languages()).index(master.language),
    )


def _find(directory: Path) -> list[Path]:
    paths = sorted(directory.glob("*.md")) if directory.is_dir() else []
    paths = [path for path in paths if path.name.lower() not in NOT_A_MASTER]
    if not paths:
        message = _("There are no articles here.")
        hint = _("Name a folder with files such as back-spasms.en-us.md.")
        raise Refused([Mistake(DIRECTORY, str(directory), message, hint)])
    return paths


def _decode(path: Path, report: Report) -> str | None:
    """Return a file's text; None after reporting that its name or its bytes are wrong."""
    name = NAME.fullmatch(path.name)
    languages = sorted(get_content_languages())
    if name is None:
        message = _("This is not the name of an article.")
        hint = _("Write the key and the language: back-spasms.en-us.md")
        report.add(FILE_NAME, 0, message, hint)
        return None
    if name["language"] not in languages:
        message = _("“%(code)s” is not a language of this install.") % {"code": name["language"]}
        near = language_suggestion(name["language"], languages)
        hint = " ".join(filter(None, (near, _("See WAGTAIL_CONTENT_LANGUAGES."))))
        report.add(FILE_NAME, 0, message, hint)
        return None
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        hint = _("Open it in an editor and save it as UTF-8.")
        report.add(FILE_NAME, line, _("The file is not text in UTF-8."), hint)
        return None
