"""Which links of an article are kept when it moves to another site."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import groupby
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from clinic_cms.importing.document import Block, Document, Run

KEPT_SCHEMES = {"http", "https", "mailto", "tel"}
WWW = "www."


def kept_url(href: str, text: str) -> tuple[str, str]:
    """Return (URL to keep or "", warning or ""); `text` is the text of the link."""
    href = "".join(href.split())
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        scheme = ""
    if scheme in KEPT_SCHEMES and "{" not in href and "}" not in href:
        return href, ""
    message = _("The link “%(text)s” to “%(href)s” was removed: it does not work on another site.")
    return "", message % {"text": text[:60], "href": href[:80]}


def linked_hosts(document: Document) -> set[str]:
    """Return the hosts of a document's links and e-mail addresses, with and without "www."."""
    hosts = {_host(run.href) for block in document.blocks for run in block.runs if run.href}
    bare = {host.removeprefix(WWW) for host in hosts - {""}}
    return bare | {WWW + host for host in bare}


def without_links_to(document: Document, hosts: Collection[str]) -> Document:
    """Return a document without its links to any of the hosts; their words stay.

    A host is meant with and without "www.". There is a warning for each link.
    """
    own = {host.removeprefix(WWW) for host in hosts}
    warnings = [text for block in document.blocks for text in _warnings_for(block, own)]
    blocks = (
        replace(block, runs=tuple(_unlinked(run, own) for run in block.runs))
        for block in document.blocks
    )
    return replace(
        document,
        blocks=tuple(blocks),
        warnings=tuple(dict.fromkeys([*document.warnings, *warnings])),
    )


def _unlinked(run: Run, own: Collection[str]) -> Run:
    return replace(run, href="") if _is_to(run.href, own) else run


def _warnings_for(block: Block, own: Collection[str]) -> Iterator[str]:
    """Yield one warning for each link, even if it is partly bold and so has several runs."""
    for href, runs in groupby(block.runs, key=lambda run: run.href):
        if _is_to(href, own):
            text = " ".join("".join(run.text for run in runs).split())
            message = _(
                "The link “%(text)s” to “%(href)s” was removed: it would lead every clinic's "
                "patients to one clinic."
            )
            yield message % {"text": text[:60], "href": href[:80]}


def _is_to(href: str, own: Collection[str]) -> bool:
    return bool(href) and _host(href).removeprefix(WWW) in own


def _host(href: str) -> str:
    """Return the host of a URL or an e-mail address; "" if it has none."""
    try:
        parts = urlsplit(href)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        host = parts.path.rpartition("@")[2].lower()
    return host.rstrip(".")
