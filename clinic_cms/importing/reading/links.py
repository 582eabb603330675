"""Which links of an article survive the move to another site."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

KEPT_SCHEMES = {"http", "https", "mailto", "tel"}


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
