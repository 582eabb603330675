"""Where the links of an article lead: to their end, and only where every site can follow."""

from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

KEPT_SCHEMES = {"http", "https", "mailto", "tel"}
REDIRECTS = (
    ("google.com", "/url", "q"),
    ("google.com", "/url", "url"),
    ("safelinks.protection.outlook.com", "/", "url"),
    ("l.facebook.com", "/l.php", "u"),
)
"""Hosts, paths and parameters of URLs that lead on to another one, and count who follows them."""


def behind_redirect(href: str) -> str:
    """Return the URL to which a link of Google Docs or a mail program leads in the end."""
    with suppress(ValueError):
        parts = urlsplit(href)
        for host, path, name in REDIRECTS:
            is_one = f".{parts.hostname}".endswith(f".{host}") and parts.path.startswith(path)
            target = parse_qs(parts.query).get(name) if is_one else None
            if target:
                return target[0]
    return href


def works_elsewhere(href: str) -> bool:
    """Whether a URL leads to the same page from every site."""
    scheme = ""
    with suppress(ValueError):
        scheme = urlsplit(href).scheme
    return scheme in KEPT_SCHEMES and "{" not in href and "}" not in href
