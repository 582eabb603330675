"""What is measured of ours."""

import os
from collections.abc import Callable
from itertools import count

from django.core.cache import cache
from django.urls import reverse

from clinic_cms.admin import url_names
from clinic_cms.models import ClinicHomePage, ConditionPage
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
from tests.benchmarks.ours import build
from tests.memory import forget_clinics

ARTICLE = f"/conditions/{articles.slug_of(0, 'en-us')}/"


def json_path(number: int) -> str:
    return f"/api/v1/clinics/{facts_of(number).slug}/conditions/{articles.slug_of(0, 'en-us')}"


def list_path(number: int) -> str:
    return f"/api/v1/clinics/{facts_of(number).slug}/conditions"


def forget() -> None:
    cache.clear()
    forget_clinics()


def acts(clinics: int, languages: tuple[str, ...]) -> dict[str, Prepare]:
    """What can be measured with so many clinics, by name."""
    product = Application()
    return {
        **_reading(product, clinics),
        **_admin(product, clinics),
        **_writing(product, clinics, languages),
    }


def _reading(product: Application, clinics: int) -> dict[str, Prepare]:
    numbers, middle = numbers_in_turn(clinics), max(1, clinics // 2)
    host = host_of(middle)

    def made(before: Callable[[], object], path: str) -> Prepare:
        def prepare() -> Act:
            here = host_of(next(numbers))
            product.get(here, path)()  # The clinic is known, and its texts are compiled.
            before()
            return product.get(here, path)

        return prepare

    def made_json(before: Callable[[], object], path_of: Callable[[int], str]) -> Prepare:
        def prepare() -> Act:
            path = path_of(next(numbers))
            product.get(NETWORK_HOST, path)()  # The clinic is known.
            before()
            return product.get(NETWORK_HOST, path)

        return prepare

    def kept(host: str, path: str, *, status: int = 200) -> Prepare:
        product.get(host, path, status=status)()
        return lambda: product.get(host, path, status=status)

    def not_modified() -> Act:
        etag = product.fetch(NETWORK_HOST, json_path(middle))[1]
        return product.get(NETWORK_HOST, json_path(middle), status=304, if_none_match=etag)

    random_hosts = count()
    return {
        "article_first": made(forget, ARTICLE),
        "article_made": made(cache.clear, ARTICLE),
        "article_kept": kept(host, ARTICLE),
        "home_first": made(forget, "/"),
        "home_made": made(cache.clear, "/"),
        "home_kept": kept(host, "/"),
        "sitemap": made(forget, "/sitemap.xml"),
        "unknown_host": lambda: product.get(f"h{next(random_hosts)}.example", "/", status=404),
        "not_found": lambda: product.get(host, f"/nothing-{next(random_hosts)}/", status=404),
        "json_first": made_json(forget, json_path),
        "json_made": made_json(cache.clear, json_path),
        "json_list": made_json(cache.clear, list_path),
        "json_kept": kept(NETWORK_HOST, json_path(middle)),
        "json_304": not_modified,
        "round_trip": lambda: _round_trip(product.fetch(host, ARTICLE)[0]),
    }


def _round_trip(content: bytes) -> Act:
    """What a kept response takes from a shared cache: its content, and two versions."""
    values = {"bench:content": content, "bench:shared": "1" * 32, "bench:clinic": "2" * 32}
    cache.set_many(values)
    return lambda: cache.get_many(values)


def _admin(product: Application, clinics: int) -> dict[str, Prepare]:
    middle = max(1, clinics // 2)
    home = ClinicHomePage.objects.get(
        clinic__slug=facts_of(middle).slug, locale__language_code=articles.LANGUAGES[0]
    )
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
        "agency_clinics": shown(agency, NETWORK_HOST, "clinics:index"),
        "agency_translations": shown(agency, NETWORK_HOST, url_names.TRANSLATIONS),
    }


def _writing(product: Application, clinics: int, languages: tuple[str, ...]) -> dict[str, Prepare]:
    number = count(clinics + 1)
    batch = int(os.environ["BENCH_BATCH"])
    master = ConditionPage.objects.masters().get(slug=articles.slug_of(1, languages[0]))
    path = ARTICLE.replace(articles.slug_of(0, languages[0]), master.slug)

    def correct() -> Act:
        page = ConditionPage.objects.get(pk=master.pk)
        text = f"Corrected: {next(number)}."
        page.summary = text
        last = product.get(host_of(clinics), path, contains=text)

        def publish() -> None:
            page.save_revision().publish()
            last()

        return publish

    def publish_only() -> Act:
        page = ConditionPage.objects.get(pk=master.pk)
        page.summary = f"Published: {next(number)}."
        return lambda: page.save_revision().publish()

    def launch() -> Act:
        first = next(number)
        numbers = range(first, first + batch)
        for _skipped in numbers[1:]:
            next(number)
        return lambda: build.launch(numbers, languages)

    return {"correction": correct, "publish": publish_only, "launch": launch}
