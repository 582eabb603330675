"""Writes the masters of a folder into the Library, in one transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from pathlib import Path

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from wagtail.models import Page

from clinic_cms.conf import get_settings
from clinic_cms.errors import Mistake, Refused, error_id, place_in
from clinic_cms.facts import ArticleGaps, article_gaps
from clinic_cms.importing.library import read_library
from clinic_cms.importing.library.content import (
    Layout,
    Place,
    assign_ids,
    is_from,
    is_moved,
    layout_of,
    reason_to_keep,
    write_content,
)
from clinic_cms.importing.library.cross_checks import SLUG
from clinic_cms.importing.library.structure import Article, MasterFile, master_key
from clinic_cms.launching.network import ensure_library, ensure_locale
from clinic_cms.models import ConditionPage, LibraryPage, gates
from clinic_cms.models.translation import managed_translation, source_of
from clinic_cms.publishing.notes.answers import accept_words
from clinic_cms.publishing.notes.gate import UNANSWERED
from clinic_cms.translating.gates import note_origin
from clinic_cms.translating.memory import remember

REFUSED = error_id("clinic_cms.A017")


class Status(StrEnum):
    """What happened to one file, or would in a dry run."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Outcome:
    """The status of one article in one locale; a conflict has a reason."""

    article: str
    locale: str
    title: str
    status: Status
    reason: str = ""


def load_library(
    *,
    directory: Path,
    dry_run: bool = False,
    force: bool = False,
    progress: Callable[[Sequence[Article]], Iterable[Article]] = iter,
) -> list[Outcome]:
    """Load the masters of a folder and publish them; a second run changes nothing.

    A page that a person has changed is skipped, unless `force`. `progress` wraps the articles, for
    a progress bar. Raises Refused with every mistake of every file, and with the reasons of the
    gates not to publish; nothing is written then. A dry run goes through the same gates: it writes,
    and rolls back.
    """
    articles = read_library(directory, original_of=_original_of)
    _refuse_taken_slugs(articles)
    outcomes: list[Outcome] = []
    mistakes: list[Mistake] = []
    with transaction.atomic():
        for language in sorted({it.language for article in articles for it in article.files}):
            ensure_library(ensure_locale(language))
        for article in progress(articles):
            outcomes += _load_article(article, mistakes, force=force)
        if mistakes:
            raise Refused(mistakes)
        transaction.set_rollback(dry_run)
    return outcomes


def _load_article(article: Article, mistakes: list[Mistake], *, force: bool) -> list[Outcome]:
    pages = {page.locale.language_code: page for page in _pages_of(article.key)}
    known = _known_blocks(article, pages)
    ids = assign_ids(article, known)
    outcomes = [_decide(master, pages.get(master.language), force) for master in article.files]
    if known and is_moved(ids, known):
        outcomes = _decide_together(article, pages, force=force)
    for master, outcome in zip(article.files, outcomes, strict=True):
        if outcome.status in {Status.CREATED, Status.UPDATED}:
            try:
                _write(master, pages.get(master.language), ids)
            except gates.Refusal as refusal:
                mistakes += _mistakes_of(master, refusal)
    return outcomes


def _mistakes_of(master: MasterFile, refusal: gates.Refusal) -> Iterator[Mistake]:
    for error in refusal.error_dict[NON_FIELD_ERRORS]:
        if error.code == UNANSWERED:
            message = _("This seems to be one clinic's own: %(findings)s") % error.params
            hint = _("Use a merge tag. If all clinics may show it, list it as “this_is_right”.")
            yield Mistake(REFUSED, master.name, message, hint)
        else:
            yield from (Mistake(REFUSED, master.name, message) for message in error.messages)


def _decide(
    master: MasterFile, page: ConditionPage | None, force: bool, rewrite: bool = False
) -> Outcome:
    reason = ""
    if page is None:
        status = Status.CREATED
    elif is_from(page, master) and not rewrite:
        status = Status.UNCHANGED
    else:
        reason = "" if force else reason_to_keep(page)
        status = Status.CONFLICT if reason else Status.UPDATED
    return Outcome(master.key, master.language, master.front.title, status, reason)


def _decide_together(
    article: Article, pages: Mapping[str, ConditionPage], *, force: bool
) -> list[Outcome]:
    """Add, remove and move blocks in every language or in none: they share their ids."""
    outcomes = [_decide(it, pages.get(it.language), force, rewrite=True) for it in article.files]
    if all(outcome.status is not Status.CONFLICT for outcome in outcomes):
        return outcomes
    waits = _("waits for another language, because blocks were added, removed or moved")
    return [replace(it, status=Status.CONFLICT, reason=it.reason or waits) for it in outcomes]


def _write(master: MasterFile, page: ConditionPage | None, ids: Mapping[Place, str]) -> None:
    """Publish a file's text; other settings of the latest revision stay, such as its expiry."""
    front = master.front
    if page is None:
        library = ensure_library(ensure_locale(master.language))
        key = master_key(master.key)
        page = ConditionPage(translation_key=key, locale=library.locale, live=False)
        write_content(page, master, ids)
        library.add_child(instance=page)
    else:
        page = page.get_latest_revision_as_object()
        write_content(page, master, ids)
    managed = managed_translation(page)
    if managed is not None:
        # Keeps the strings in the editor of translations equal to the file's text.
        managed.source.update_from_db()
        remember(page, managed)
    accept_words(
        page=page,
        words=front.this_is_right,
        answerer=front.translation_reviewer or front.reviewer or front.author,
        file=master.name,
    )
    page.save_revision().publish()
    read_on = front.translation_reviewed
    note_origin(
        page_id=page.pk,
        translator=front.translator,
        by_machine=front.machine,
        reviewer=front.translation_reviewer,
        reviewed_at=make_aware(datetime.combine(read_on, time())) if read_on else None,
    )


def _pages_of(key: str) -> QuerySet[ConditionPage]:
    pages = ConditionPage.objects.filter(translation_key=master_key(key))
    return pages.select_related("locale")


def _known_blocks(article: Article, pages: Mapping[str, ConditionPage]) -> Layout | None:
    """Return the article's present blocks: of a page that no person has changed, if any."""
    in_order = [pages[it.language] for it in article.files if it.language in pages]
    if not in_order:
        return None
    page = next((page for page in in_order if not reason_to_keep(page)), in_order[0])
    return layout_of(page, [other for other in in_order if other != page])


def _original_of(key: str) -> str:
    page = _pages_of(key).first()
    return (source_of(page) or page).locale.language_code if page else ""


def _refuse_taken_slugs(articles: Sequence[Article]) -> None:
    """Refuse slugs that belong to pages from elsewhere."""
    mistakes = []
    slug = get_settings().LIBRARY_SLUG
    at_root = Page.objects.child_of(Page.get_first_root_node()).filter(slug=slug)
    if at_root.not_type(LibraryPage).exists():
        message = _("A page that is not a Library has the slug “%(slug)s”.")
        hint = _("Change its slug, or LIBRARY_SLUG in CLINIC_CMS.")
        mistakes.append(Mistake(SLUG, "", message % {"slug": slug}, hint))
    for article in articles:
        for master in article.files:
            others = ConditionPage.objects.masters().filter(
                slug=master.front.slug, locale__language_code=master.language
            )
            if others.exclude(translation_key=master_key(master.key)).exists():
                message = _("The Library has another article with the slug “%(slug)s”.")
                hint = _("Give one of them another slug.")
                where = place_in(master.name, master.line_of("slug"), "slug")
                mistakes.append(Mistake(SLUG, where, message % {"slug": master.front.slug}, hint))
    if mistakes:
        raise Refused(mistakes)


def find_lacking(outcomes: Iterable[Outcome]) -> Iterator[ArticleGaps]:
    """Yield the clinics that lack a fact for the articles that were just created or updated."""
    for outcome in outcomes:
        if outcome.status in {Status.CREATED, Status.UPDATED}:
            pages = _pages_of(outcome.article)
            page = pages.get(locale__language_code=outcome.locale, clinic=None)
            gaps = article_gaps(page, name=outcome.article)
            if gaps:
                yield gaps
