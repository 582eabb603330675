"""Which links of an article survive the move to another site."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import groupby
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from clinic_cms.importing.document import Block, Document, Run

KEPT_SCHEMES = {"http", "https", "mailto", "tel"}
WWW = "www."


def kept_address(href: str, text: str) -> tuple[str, str]:
    """Return (address to keep or "", warning or ""); `text` is what the link says."""
    href = "".join(href.split())
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        scheme = ""
    if scheme in KEPT_SCHEMES and "{" not in href and "}" not in href:
        return href, ""
    message = _("The link of “%(text)s” to “%(href)s” was taken off: it leads nowhere from here.")
    return "", message % {"text": text[:60], "href": href[:80]}


def linked_hosts(document: Document) -> set[str]:
    """Return the hosts that a document links or writes to, each with and without "www."."""
    hosts = {_host(run.href) for block in document.blocks for run in block.runs if run.href}
    bare = {host.removeprefix(WWW) for host in hosts - {""}}
    return bare | {WWW + host for host in bare}


def without_links_to(document: Document, hosts: Collection[str]) -> Document:
    """Return a document whose links to any of the hosts are taken off; their words stay.

    A host stands for itself with and without "www.". Each link is told in a warning.
    """
    own = {host.removeprefix(WWW) for host in hosts}
    warnings = [text for block in document.blocks for text in _told(block, own)]
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


def _told(block: Block, own: Collection[str]) -> Iterator[str]:
    """Yield a warning for each link: one that is partly bold is several runs."""
    for href, runs in groupby(block.runs, key=lambda run: run.href):
        if _is_to(href, own):
            text = " ".join("".join(run.text for run in runs).split())
            message = _(
                "The link of “%(text)s” to “%(href)s” was taken off: "
                "it leads every clinic's patients to one clinic."
            )
            yield message % {"text": text[:60], "href": href[:80]}


def _is_to(href: str, own: Collection[str]) -> bool:
    return bool(href) and _host(href).removeprefix(WWW) in own


def _host(href: str) -> str:
    """Return the host of a web or e-mail address, "" where it has none."""
    try:
        parts = urlsplit(href)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        host = parts.path.rpartition("@")[2].lower()
    return host.rstrip(".")
