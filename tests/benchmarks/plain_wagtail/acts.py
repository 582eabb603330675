"""What is measured of plain Wagtail."""

import os
from collections.abc import Callable
from itertools import count

from django.core.cache import caches
from django.urls import reverse

from tests.benchmarks import articles
from tests.benchmarks.asking import (
    NETWORK_HOST,
    Act,
    Application,
    Prepare,
    cookie_of,
    numbers_in_turn,
)
from tests.benchmarks.clinics import facts_of, host_of
from tests.benchmarks.plain_wagtail import build
from tests.benchmarks.plain_wagtail.models import ArticlePage, HomePage, IndexPage

SLUG = articles.slug_of(0, "en-us")
ARTICLE = f"/conditions/{SLUG}/"


def forget() -> None:
    for name in ("default", "pages"):
        caches[name].clear()


def forget_pages() -> None:
    caches["pages"].clear()


def acts(clinics: int, languages: tuple[str, ...]) -> dict[str, Prepare]:
    """What can be measured with so many clinics, by name."""
    product = Application()
    return {
        **_reading(product, clinics),
        **_admin(product, clinics),
        **_writing(product, clinics, languages),
    }


def _index_of(number: int) -> IndexPage:
    home = HomePage.objects.get(slug=facts_of(number).slug)
    return IndexPage.objects.child_of(home).get()


def json_path(number: int) -> str:
    page = ArticlePage.objects.child_of(_index_of(number)).get(slug=SLUG)
    return f"/api/v3/pages/{page.pk}/"


def list_path(number: int) -> str:
    return f"/api/v3/pages/?type=plain_wagtail.ArticlePage&child_of={_index_of(number).pk}"


def _reading(product: Application, clinics: int) -> dict[str, Prepare]:
    numbers, middle = numbers_in_turn(clinics), max(1, clinics // 2)
    host = host_of(middle)

    def made(before: Callable[[], object], path: str | Callable[[int], str]) -> Prepare:
        def prepare() -> Act:
            number = next(numbers)
            here = path if isinstance(path, str) else path(number)
            product.get(host_of(number), here)()
            before()
            return product.get(host_of(number), here)

        return prepare

    def kept(path: str) -> Prepare:
        product.get(host, path)()
        return lambda: product.get(host, path)

    random_hosts = count()
    return {
        "article_first": made(forget, ARTICLE),
        "article_made": made(forget_pages, ARTICLE),
        "article_kept": kept(ARTICLE),
        "home_first": made(forget, "/"),
        "home_made": made(forget_pages, "/"),
        "home_kept": kept("/"),
        "sitemap": made(forget_pages, "/sitemap.xml"),
        "unknown_host": lambda: product.get(f"h{next(random_hosts)}.example", "/", status=404),
        "not_found": lambda: product.get(host, f"/nothing-{next(random_hosts)}/", status=404),
        "json_first": made(forget, json_path),
        "json_made": made(forget_pages, json_path),
        "json_list": made(forget_pages, list_path),
        "json_kept": kept(json_path(middle)),
    }


def _admin(product: Application, clinics: int) -> dict[str, Prepare]:
    middle = max(1, clinics // 2)
    home = HomePage.objects.get(slug=facts_of(middle).slug)
    owner, agency = cookie_of("owner"), cookie_of("agency")

    def shown(cookie: str, host: str, name: str, *args: object) -> Prepare:
        path = reverse(name, args=args)
        return lambda: product.get(host, path, cookie=cookie)

    here = host_of(middle)
    return {
        "owner_dashboard": shown(owner, here, "wagtailadmin_home"),
        "owner_explorer": shown(owner, here, "wagtailadmin_explore", home.pk),
        "owner_edit": shown(owner, here, "wagtailadmin_pages:edit", home.pk),
        "agency_explorer": shown(agency, NETWORK_HOST, "wagtailadmin_explore_root"),
        "agency_clinics": shown(agency, NETWORK_HOST, "wagtailsites:index"),
    }


def _writing(product: Application, clinics: int, languages: tuple[str, ...]) -> dict[str, Prepare]:
    number = count(clinics + 1)
    batch = int(os.environ["BENCH_BATCH"])
    masters = ArticlePage.objects.filter(alias_of=None, locale__language_code=languages[0])
    master = masters.get(slug=articles.slug_of(1, languages[0]))
    # What Wagtail's own publishing takes: an article of which nobody has an alias.
    alone = ArticlePage(
        **articles.without_tags(articles.article(articles.COUNT, languages[0])),
        locale=master.locale,
    )
    build.publish(master.get_parent().specific, alone)
    path = ARTICLE.replace(SLUG, master.slug)

    def corrected(master: ArticlePage) -> tuple[ArticlePage, str]:
        page = ArticlePage.objects.get(pk=master.pk)
        page.summary = f"Corrected: {next(number)}."
        return page, page.summary

    def correct() -> Act:
        page, text = corrected(master)
        forget_pages()  # Its cache of pages would show the old text until it expires.
        last = product.get(host_of(clinics), path, contains=text)

        def publish() -> None:
            page.save_revision().publish()
            last()

        return publish

    def publish_only() -> Act:
        page = corrected(alone)[0]
        return lambda: page.save_revision().publish()

    def launch() -> Act:
        first = next(number)
        numbers = range(first, first + batch)
        for _skipped in numbers[1:]:
            next(number)
        return lambda: build.launch(numbers, languages)

    return {"correction": correct, "publish": publish_only, "launch": launch}
