"""Imports an article: from a file to a draft master in the Library."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from clinic_cms.blocks.condition import CauseKind
from clinic_cms.errors import Mistake, Refused, error_id
from clinic_cms.facts import build_facts
from clinic_cms.facts.fact_check import check_texts
from clinic_cms.importing.article import ImportResult, StreamText, read_article
from clinic_cms.importing.dead_calls import is_call_alone
from clinic_cms.importing.document import Document, Run
from clinic_cms.importing.own_calls import removed_link
from clinic_cms.importing.reading import read_document
from clinic_cms.importing.reading.shown import BUTTON
from clinic_cms.launching.network import ensure_library
from clinic_cms.launching.service import find_clinic
from clinic_cms.merge import Facts
from clinic_cms.models import ArticleNote, Clinic, ClinicHost, ConditionPage, NoteKind
from clinic_cms.publishing.notes.advice import advice_on
from clinic_cms.publishing.notes.title_slugs import slug_without
from clinic_cms.routing import host_of, url_of
from clinic_cms.serving.clinic_sites import origin

NO_LOCALE = error_id("clinic_cms.I011")
TAKEN = error_id("clinic_cms.I012")
INVALID = error_id("clinic_cms.I013")
NO_SLUG = error_id("clinic_cms.I020")

WWW = "www."


def import_article(
    *, path: Path, clinic: str, locale: str = "", slug: str = "", dry_run: bool = False
) -> ImportResult:
    """Turn the article in a file into a draft master, with a clinic's facts as merge tags.

    `clinic` is the slug of the clinic that the article was written for; `locale` is its language,
    by default the clinic's; `slug` is the master's, by default made from the title. Nothing is ever
    published or overwritten. Raises Refused; then nothing is changed, as in a dry run.
    """
    tenant, language = source_of(clinic, locale)
    code = language.language_code
    document = _without_clinics(read_document(path, code))
    result = read_article(document, facts_of(tenant, code), code)
    page = _draft_of(result, language, tenant)
    texts = [item for item in page.checked_texts() if item.text]
    findings = check_texts(texts, language=code, source=tenant)
    findings += advice_on(page, (item for item in texts if item.is_filled))
    slug = slug or slug_without(result.title, findings)
    result = replace(result, slug=slug, findings=tuple(findings))
    _refuse_no_slug(result, path)
    _refuse_taken(result.slug, language, path)
    page.slug = result.slug
    if dry_run:
        return result
    with transaction.atomic():
        _create(page, path)
        _keep_notes(page, result)
    return replace(result, page_id=page.pk)


def source_of(clinic: str, locale: str = "") -> tuple[Clinic, Locale]:
    """Return the clinic that an article was written for, and the article's locale.

    Raises Refused for an unknown clinic, and for a locale that is not set up.
    """
    rows = Clinic.objects.select_related("primary_location__lead", "default_locale")
    found = find_clinic(clinic, rows, where="--clinic")
    return found, _locale(locale or found.default_locale.language_code)


def _without_clinics(document: Document) -> Document:
    """Remove the links to clinics of this install, with a warning: all clinics show the article."""
    hosts = {_host(run.href) for block in document.blocks for run in block.runs}
    hosts |= {WWW + host for host in hosts}
    known = ClinicHost.objects.filter(hostname__in=hosts).values_list("hostname", flat=True)
    clinics = {host.removeprefix(WWW) for host in known}
    warnings, blocks = [*document.warnings], []
    for block in document.blocks:
        kept: list[Run] = []
        # A link that is partly bold has several runs.
        for href, group in groupby(block.runs, key=lambda run: run.href):
            runs = list(group)
            if _host(href) in clinics:
                text = "".join(run.text for run in runs)
                is_button = is_call_alone(block, href)
                button = _(BUTTON) % {"text": " ".join(text.split())}
                warnings.append(button if is_button else removed_link(text, href))
                runs = [] if is_button else [replace(run, href="") for run in runs]
            kept += runs
        # What is left of a button is the space around its link.
        if any(run.text.strip() for run in kept):
            blocks.append(replace(block, runs=tuple(kept)))
    return replace(document, blocks=tuple(blocks), warnings=tuple(dict.fromkeys(warnings)))


def _host(href: str) -> str:
    """Return the host of a URL or an e-mail address without "www."; "" if it has none."""
    try:
        parts = urlsplit(href)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        host = parts.path.rpartition("@")[2]
    return host_of(host).removeprefix(WWW)


def facts_of(clinic: Clinic, language: str) -> Facts:
    """Return the facts of a clinic that an article for it may state."""
    host = clinic.hosts.filter(is_canonical=True).first()
    default = clinic.default_locale.language_code
    return build_facts(
        name=clinic.name,
        primary=clinic.primary_location,
        language=language,
        url=url_of(origin(), host.hostname, default, default, "") if host else "",
        appointment_url="",
    )


def _locale(code: str) -> Locale:
    locale = Locale.objects.filter(language_code=code).first()
    if locale is not None:
        return locale
    codes = ", ".join(Locale.objects.values_list("language_code", flat=True))
    message = _("The locale “%(code)s” is not set up.") % {"code": code}
    hint = _("Use one of %(codes)s, or add it under Settings, Locales.") % {"codes": codes}
    raise Refused([Mistake(NO_LOCALE, "--locale", message, hint)])


def _refuse_no_slug(result: ImportResult, path: Path) -> None:
    if not result.slug:
        message = _("No slug can be made of “%(value)s”.") % {"value": result.title}
        hint = _("Write one for it: %(example)s") % {"example": "--slug back-spasms"}
        raise Refused([Mistake(NO_SLUG, str(path), message, hint)])


def _refuse_taken(slug: str, locale: Locale, path: Path) -> None:
    """A master is never overwritten: its blocks' ids carry the clinics' own changes."""
    taken = ConditionPage.objects.masters().filter(slug=slug, locale=locale).first()
    if taken is None:
        return
    message = _(
        "The Library already has the article “%(title)s” with the slug “%(slug)s” (page %(id)s)."
    )
    hint = _("Edit that page, or import this article with another slug: --slug %(slug)s-2")
    values = {"title": taken.title, "slug": slug, "id": taken.pk}
    raise Refused([Mistake(TAKEN, str(path), message % values, hint % values)])


def _stream(texts: Iterable[StreamText]) -> list[dict[str, Any]]:
    # With ids, as a finding names its block by them.
    return [
        {"type": "cause", "id": str(uuid4()), "value": _cause(text)}
        if text.name
        else {"type": "text", "id": str(uuid4()), "value": text.rich_text}
        for text in texts
    ]


def _cause(text: StreamText) -> dict[str, str]:
    # Which kind of cause it is, a person says.
    return {"name": text.name, "kind": CauseKind.OTHER, "explanation": text.rich_text}


def _draft_of(result: ImportResult, locale: Locale, clinic: Clinic) -> ConditionPage:
    """Return the draft, not saved yet."""
    page = ConditionPage(
        title=result.title,
        locale=locale,
        live=False,
        source_clinic=clinic,
    )
    for name, section in result.sections.items():
        setattr(page, f"{name}_heading", section.heading)
    for name, texts in result.streams.items():
        setattr(page, name, _stream(texts))
    page.references = [
        {"type": "reference", "id": str(uuid4()), "value": {"title": it.title, "url": it.url}}
        for it in result.references
    ]
    return page


def _create(page: ConditionPage, path: Path) -> None:
    library = ensure_library(page.locale)
    # First: add_child() sets the fields of the tree, which full_clean() checks.
    library.add_child(instance=page)
    try:
        page.full_clean()
    except ValidationError as error:
        message = "; ".join(error.messages)
        hint = _("Change the file and import it again.")
        raise Refused([Mistake(INVALID, str(path), message, hint)]) from error
    page.save_revision()


def _keep_notes(page: ConditionPage, result: ImportResult) -> None:
    """Keep beside the draft what the import doubts and took out, until a person answers it."""
    warnings = (
        ArticleNote(page=page, kind=NoteKind.WARNING, text=warning) for warning in result.warnings
    )
    passages = (
        ArticleNote(
            page=page,
            kind=NoteKind.SET_ASIDE,
            path=passage.section,
            text=passage.text,
            before=passage.place.before,
            after=passage.place.after,
            stood_as=passage.place.stood_as,
            reason=passage.reason,
        )
        for passage in result.set_aside
    )
    ArticleNote.objects.bulk_create([*warnings, *passages])
