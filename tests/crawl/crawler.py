"""Follows every internal link of a clinic's site, and reads what each page says of its language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.test import Client

from clinic_cms.routing import language_tag, split_path
from clinic_cms.serving.clinic_sites import ClinicSite, find_clinic

from .guess import is_in, is_in_another

TEXTS = ["h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "th", "td", "caption", "figcaption"]
LONG = 200
"""Letters of a page's text from which on it must tell its language, not only no other one."""


@dataclass
class Answer:
    """A URL's answer."""

    url: str
    status: int
    language: str
    """Content-Language."""
    html: BeautifulSoup

    @property
    def main(self) -> Tag:
        """The page's own content."""
        return self.html.find("main") or self.html

    def alternates(self) -> dict[str, str]:
        """The hreflang set: URL by language tag."""
        links = self.html.find_all("link", rel="alternate", hreflang=True)
        assert len({link["hreflang"] for link in links}) == len(links), self.url
        return {link["hreflang"]: link["href"] for link in links}

    def links(self) -> Iterator[str]:
        """The addresses to which the page leads."""
        for anchor in self.html.find_all("a", href=True):
            if not anchor["href"].startswith(("tel:", "geo:", "mailto:", "#")):
                yield unquote(urljoin(self.url, anchor["href"]).partition("#")[0])


@dataclass
class Site:
    """A clinic's pages by URL, found from its homes."""

    clinic: ClinicSite
    pages: dict[str, Answer] = field(default_factory=dict)

    def locale_of(self, answer: Answer) -> str:
        """The locale that a URL's path names."""
        codes = {locale.code for locale in self.clinic.locales}
        found = split_path(urlsplit(answer.url).path, codes, self.clinic.default_locale)
        assert found, answer.url
        return found.locale


def read(client: Client, url: str) -> Answer:
    """Ask for a URL without following a redirect."""
    parts = urlsplit(url)
    response = client.get(parts.path, headers={"host": parts.netloc})
    html = BeautifulSoup(response.content, "html.parser")
    return Answer(url, response.status_code, response.get("Content-Language", ""), html)


def crawl(client: Client, host: str) -> Site:
    """Read a clinic's whole site, from the home of each locale on."""
    clinic = find_clinic(host)
    assert clinic
    site = Site(clinic)
    waiting = [clinic.url(locale.code, "") for locale in clinic.locales]
    while waiting:
        url = waiting.pop()
        if url not in site.pages:
            site.pages[url] = answer = read(client, url)
            own = (link for link in answer.links() if urlsplit(link).netloc == host)
            waiting += [*own, *map(unquote, answer.alternates().values())]
    return site


def structure_mistakes(site: Site) -> Iterator[str]:
    """Yield what is wrong with the pages' addresses and with what names their languages."""
    for url, answer in site.pages.items():
        tag = language_tag(site.locale_of(answer))
        canonical = answer.html.find("link", rel="canonical")
        if answer.status != 200:
            yield f"{url}: {answer.status}"
            continue
        if canonical is None or unquote(canonical["href"]) != url:
            yield f"{url}: its canonical address is {canonical}"
        if {answer.language, answer.html.html["lang"]} != {tag}:
            yield f"{url}: Content-Language {answer.language}, lang {answer.html.html['lang']}"
        if (answer.html.html["dir"] == "rtl") != (tag.partition("-")[0] in {"ar", "fa", "he"}):
            yield f"{url}: dir={answer.html.html['dir']}"
        yield from _alternate_mistakes(site, answer, tag)


def _alternate_mistakes(site: Site, answer: Answer, tag: str) -> Iterator[str]:
    alternates = answer.alternates()
    if not alternates:
        return
    default = language_tag(site.clinic.default_locale)
    if unquote(alternates.get(tag, "")) != answer.url:
        yield f"{answer.url}: does not name itself among {alternates}"
    if alternates.get("x-default") != alternates.get(default):
        yield f"{answer.url}: x-default is {alternates.get('x-default')}"
    for language, url in alternates.items():
        other = site.pages[unquote(url)]
        if other.alternates() != alternates:
            yield f"{answer.url}: {url} does not name it in return"
        if language != "x-default" and other.html.html["lang"] != language:
            yield f"{answer.url}: {url} is not in {language}"


def language_mistakes(site: Site, names: set[str]) -> Iterator[str]:
    """Yield each text that is in another language than its page's; `names` are left out of it."""
    for url, answer in site.pages.items():
        code = site.locale_of(answer)
        texts = [_without(text, names) for text in _texts_of(answer)]
        if _letters(" ".join(texts)) >= LONG and not is_in(" ".join(texts), code):
            yield f"{url}: its text as a whole is not in {code}"
        for text in texts:
            if is_in_another(text, code):
                yield f"{url}: not in {code}: {text}"


def _texts_of(answer: Answer) -> Iterator[str]:
    """Yield what readers and search engines read.

    What is marked to be in another language is left out, and so are addresses and the titles of
    works that an article cites.
    """
    html = answer.html
    for element in [*html.body.find_all(lang=True), *html.select("address, .references li")]:
        element.decompose()
    yield html.title.get_text(" ")
    description = html.find("meta", attrs={"name": "description"})
    yield str(description["content"]) if description else ""
    for name in ("header", "footer"):
        yield " ".join(link.get_text(" ") for link in html.find(name).find_all(["a", "h2"]))
    for element in answer.main.find_all(TEXTS):
        if not element.find(TEXTS):
            yield element.get_text(" ")
    yield from (image["alt"] for image in answer.main.find_all("img", alt=True))


def _without(text: str, names: set[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return re.sub(r"\s+", " ", text).strip()


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text)
