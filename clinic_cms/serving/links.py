"""Links between pages in rich text, resolved for the clinic that is being read.

An editor links to a page; which URL that is depends on the clinic and the locale. A link that
leads nowhere for this clinic loses its <a> and keeps its words.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page
from wagtail.rich_text import expand_db_html
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from clinic_cms.routing import host_in_letters

NOTHING = re.compile(r"(?:\s|<p\b[^>]*>(?:\s|<br */?>)*</p>)*")
"""What the admin's editor stores for a field that was left empty."""
MARKED = re.compile(r'<a href="clinic-page:(\d+)">(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class LinkTarget:
    """The page that a link names, in whichever locale the editor chose it."""

    translation_key: UUID
    is_condition: bool


UrlFinder = Callable[[LinkTarget], str | None]


def prepare_links(html: str) -> str:
    """Return Wagtail's database HTML as HTML, with links to pages marked by their id.

    Empty paragraphs alone count as no text: no heading may appear above them.
    """
    if NOTHING.fullmatch(html):
        return ""
    if "<a " in html or "<embed" in html:
        return expand_db_html(FIND_A_TAG.sub(_mark, html))
    return html


def _mark(match: re.Match[str]) -> str:
    attributes = extract_attrs(match.group(1))
    if attributes.get("linktype") == "page" and attributes.get("id", "").isdigit():
        return f'<a href="clinic-page:{attributes["id"]}">'
    return match.group(0)


def find_targets(prepared: Iterable[str]) -> dict[int, LinkTarget]:
    """Return the targets of the marked links of several texts. One query if there are any."""
    ids = {int(match.group(1)) for html in prepared for match in MARKED.finditer(html)}
    if not ids:
        return {}
    rows = Page.objects.filter(pk__in=ids).values_list(
        "pk", "translation_key", "conditionpage__page_ptr_id"
    )
    return {pk: LinkTarget(key, condition is not None) for pk, key, condition in rows}


def resolve_links(
    html: SafeString, targets: Mapping[int, LinkTarget], find_url: UrlFinder
) -> SafeString:
    """Return filled HTML with its marked links resolved, or dropped where there is no URL."""
    if "clinic-page:" not in html:
        return html

    def resolve(match: re.Match[str]) -> str:
        target = targets.get(int(match.group(1)))
        url = find_url(target) if target else None
        return f'<a href="{escape(url)}">{match.group(2)}</a>' if url else match.group(2)

    # The HTML is safe already, and what is put in is an escaped URL.
    return mark_safe(MARKED.sub(resolve, html))  # noqa: S308


def host_of_source(url: str) -> str:
    """Return a URL's host in letters, without "www.", by which a source is named; or nothing."""
    return host_in_letters(urlsplit(url).hostname or "").removeprefix("www.")
