"""Imports a folder of articles, one by one: a file that is refused never stops the others."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from clinic_cms.errors import Mistake, Refused, error_id
from clinic_cms.importing.article import ImportResult
from clinic_cms.importing.reading import SUFFIXES
from clinic_cms.importing.service import import_article, source_of

NO_ARTICLES = error_id("clinic_cms.I021")
SAME_SLUG = error_id("clinic_cms.I022")
CRASHED = error_id("clinic_cms.I023")

LEFT_BEHIND = (".", "~$")
"""How the names of hidden files, and those that Word writes while a file is open, begin."""
PAGE_FILES = "_files"
"""How the folder ends that a browser saves beside a page, with the page's pictures and frames."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ImportedFile:
    """What became of one file: a result, or the reasons why it was refused.

    `name` is its path within the folder.
    """

    name: str
    result: ImportResult | None = None
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True)
class ImportedFolder:
    """The articles of a folder, and the names of the files that are of another kind."""

    files: tuple[ImportedFile, ...]
    others: tuple[str, ...]

    @property
    def refused(self) -> int:
        """The number of articles that were refused."""
        return sum(1 for file in self.files if file.result is None)


def import_folder(
    *,
    folder: Path,
    clinic: str,
    locale: str = "",
    dry_run: bool = False,
    progress: Callable[[Sequence[Path]], Iterable[Path]] = iter,
) -> ImportedFolder:
    """Import every article in a folder and in the folders within it, in the order of their names.

    `clinic` and `locale` are those of all articles, as for `import_article`. Raises Refused, before
    any file is read, where the clinic or the locale is unknown or the folder holds no article.
    """
    source_of(clinic, locale)
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and _counts(path, folder)]
    articles = [path for path in paths if path.suffix.lower() in SUFFIXES]
    if not articles:
        hint = _("Save the articles as one of: %(suffixes)s.") % {"suffixes": ", ".join(SUFFIXES)}
        raise Refused([Mistake(NO_ARTICLES, str(folder), _("The folder has no article."), hint)])
    files = [
        _imported(path, folder, clinic=clinic, locale=locale, dry_run=dry_run)
        for path in progress(articles)
    ]
    others = (str(path.relative_to(folder)) for path in paths if path not in set(articles))
    return ImportedFolder(tuple(_without_doubles(files)), tuple(others))


def _counts(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    return not any(part.startswith(LEFT_BEHIND) for part in parts) and not any(
        part.endswith(PAGE_FILES) for part in parts[:-1]
    )


def _imported(path: Path, folder: Path, *, clinic: str, locale: str, dry_run: bool) -> ImportedFile:
    name = str(path.relative_to(folder))
    try:
        result = import_article(path=path, clinic=clinic, locale=locale, dry_run=dry_run)
    except Refused as refused:
        return ImportedFile(name, mistakes=tuple(refused.mistakes))
    except Exception as error:
        # A mistake of ours in one file is no reason to leave the others undone; the log has it.
        logger.exception("Importing %s failed", path)
        message = _("The file could not be imported: %(error)s.")
        shown = f"{type(error).__name__}: {error}".rstrip(".: ")
        hint = _("The log says more. Import the file by itself to try again.")
        mistake = Mistake(CRASHED, str(path), message % {"error": shown}, hint)
        return ImportedFile(name, mistakes=(mistake,))
    return ImportedFile(name, result)


def _without_doubles(files: Iterable[ImportedFile]) -> Iterable[ImportedFile]:
    """Refuse what a dry run cannot see: an article with the slug of one before it."""
    seen: dict[str, str] = {}
    for file in files:
        if file.result is None:
            yield file
            continue
        slug = file.result.slug
        if slug not in seen:
            seen[slug] = file.name
            yield file
            continue
        message = _("The file “%(file)s” gives an article with the same slug, “%(slug)s”.")
        hint = _("Import it by itself with another slug: --slug %(slug)s-2") % {"slug": slug}
        mistake = Mistake(SAME_SLUG, file.name, message % {"file": seen[slug], "slug": slug}, hint)
        yield replace(file, result=None, mistakes=(mistake,))
