"""The one URL maker: host, locale and path to a URL, and back. Pure: no database, no request."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import idna

DEFAULT_PORTS = {"http": 80, "https": 443}
PORT = re.compile(r":\d*$")


@dataclass(frozen=True)
class Origin:
    """Scheme and public port of the install; `port` None means the scheme's own."""

    scheme: str = "https"
    port: int | None = None

    def of(self, host: str) -> str:
        """Return "https://host" or "http://host:8000", without a trailing slash."""
        if self.port is None or self.port == DEFAULT_PORTS.get(self.scheme):
            return f"{self.scheme}://{host}"
        return f"{self.scheme}://{host}:{self.port}"


@dataclass(frozen=True)
class LocalPath:
    """A path on a clinic's host, cut into its locale and the rest ("conditions/sciatica/")."""

    locale: str
    tail: str


def is_one_language(code: str, other: str) -> bool:
    """Whether two locales are of one language, such as es and es-mx: their texts may be equal."""
    return code.partition("-")[0] == other.partition("-")[0]


def host_of(text: str) -> str:
    """Return a host as clinics' hosts are kept: lower case, without port and trailing dot.

    One in letters beyond ASCII is returned in Punycode, as browsers send it (UTS 46: “ß” is not
    “ss”). What cannot be a host is returned in lower case.
    """
    host = text.strip().lower()
    if host.startswith("["):
        return host.partition("]")[0].lstrip("[")
    host = PORT.sub("", host).rstrip(".")
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii").rstrip(".")
    except idna.IDNAError:
        return host


def host_in_letters(host: str) -> str:
    """Return a host in the letters in which people write it, from which `host_of` leads back."""
    try:
        letters = idna.decode(host) if "xn--" in host else host
    except idna.IDNAError:
        return host
    return letters if host_of(letters) == host else host


def url_in_letters(url: str) -> str:
    """Return a URL with its host as people write it: “https://bücher.example/”."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts._replace(netloc=parts.netloc.replace(host, host_in_letters(host))).geturl()


def host_in_both_forms(host: str) -> str:
    """Return a host in letters with the form that is kept: “bücher.example (xn--…)”."""
    letters = host_in_letters(host)
    return host if letters == host else f"{letters} ({host})"


def language_tag(code: str) -> str:
    """Return a locale's code as a BCP 47 tag: "en-US" for "en-us", "zh-Hans" for "zh-hans".

    For `lang`, `hreflang` and `Content-Language`; in URLs the code stays as it is.
    Case as RFC 5646, 2.1.1 recommends: regions in capitals, scripts with one, and what follows a
    singleton in lower case.
    """
    language, *subtags = code.replace("_", "-").lower().split("-")
    tag, plain = [language], len(language) == 1
    for subtag in subtags:
        plain = plain or len(subtag) == 1
        cased = {2: subtag.upper(), 4: subtag.capitalize()}.get(len(subtag), subtag)
        tag.append(subtag if plain else cased)
    return "-".join(tag)


def path_of(locale: str, default_locale: str, tail: str) -> str:
    """Return the path of a page: the default locale lies at "/", others below their code."""
    cleaned = quote(tail.strip("/"))
    prefix = "/" if locale == default_locale else f"/{locale}/"
    return f"{prefix}{cleaned}/" if cleaned else prefix


def url_of(origin: Origin, host: str, locale: str, default_locale: str, tail: str) -> str:
    """Return the absolute URL of a page on a clinic's host."""
    return origin.of(host) + path_of(locale, default_locale, tail)


def split_path(path: str, offered: Collection[str], default_locale: str) -> LocalPath | None:
    """Cut a request's path into locale and tail.

    A first segment that is an offered locale chooses it; the default locale's own code is not
    a path (each page has one URL), so the result is None. Any other path is the default locale's.
    """
    tail = path.lstrip("/")
    first, _, rest = tail.partition("/")
    if first == default_locale:
        return None
    if first in offered:
        return LocalPath(first, rest)
    return LocalPath(default_locale, tail)
