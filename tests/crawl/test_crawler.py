"""The crawl finds what is wrong: each mistake is planted once."""

import pytest
from bs4 import BeautifulSoup

from clinic_cms.serving.clinic_sites import ClinicSite, OfferedLocale
from tests.crawl.crawler import Answer, Site, language_mistakes, structure_mistakes

ENGLISH, SPANISH = "http://a.example/", "http://a.example/es/"
LINKS = (
    f'<link rel="alternate" hreflang="en-US" href="{ENGLISH}">'
    f'<link rel="alternate" hreflang="es" href="{SPANISH}">'
    f'<link rel="alternate" hreflang="x-default" href="{ENGLISH}">'
)
PAGE = """<!DOCTYPE html><html lang="{lang}" dir="ltr"><head><title>{title}</title>
<meta name="description" content="{text}"><link rel="canonical" href="{url}">{links}</head>
<body><header><a href="/">{menu}</a></header><main><h1>{title}</h1><p>{text}</p>
<p lang="vi">Xin gọi cho chúng tôi nếu quý vị bị đau lưng</p></main>
<footer></footer></body></html>"""
SAYS = {
    "en-US": {
        "url": ENGLISH,
        "title": "What helps when the back hurts",
        "text": "Most of the pain goes away in two weeks, and you can move as before.",
        "menu": "About us",
    },
    "es": {
        "url": SPANISH,
        "title": "Lo que ayuda cuando duele la espalda",
        "text": "La mayoría de los dolores desaparece en dos semanas, y usted se puede mover.",
        "menu": "Sobre nosotros",
    },
}


def site(language="es", **changes):
    """Two pages; of the one in `language`, something is changed."""
    locales = tuple(OfferedLocale(pk, code, None) for pk, code in enumerate(("en-us", "es")))
    found = Site(ClinicSite(None, "a.example", "en-us", locales, {}))
    for lang, says in SAYS.items():
        values = {"lang": lang, "links": LINKS, "status": 200, "header": lang, **says}
        values |= changes if lang == language else {}
        html = BeautifulSoup(PAGE.format(**values), "html.parser")
        answer = Answer(says["url"], values["status"], values["header"], html)
        found.pages[answer.url] = answer
    return found


def test_nothing_is_wrong_with_two_good_pages():
    assert [*structure_mistakes(site())] == []
    assert [*language_mistakes(site(), set())] == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"status": 404}, "404"),
        ({"url": ENGLISH}, "canonical"),
        ({"header": "en-US"}, "Content-Language en-US"),
        ({"lang": "en-US"}, "lang en-US"),
        ({"links": LINKS.partition("<link")[0]}, "does not name it in return"),
        ({"links": LINKS.replace(SPANISH, ENGLISH)}, "does not name itself"),
        ({"links": LINKS.rpartition("<link")[0]}, "x-default"),
    ],
)
def test_a_wrong_address_or_attribute_is_reported(changes, message):
    assert any(message in mistake for mistake in structure_mistakes(site(**changes)))


@pytest.mark.parametrize("part", ["title", "text", "menu"])
@pytest.mark.parametrize("language", ["en-US", "es"])
def test_a_text_in_another_language_is_told(part, language):
    other = {"en-US": "es", "es": "en-US"}[language]
    changes = {part: SAYS[other][part]}
    mistakes = [*language_mistakes(site(language, **changes), set())]
    assert mistakes
    assert all(SAYS[language]["url"] in mistake for mistake in mistakes)
