"""Builds clinics' websites as one would by hand: a tree for each language, articles as aliases."""

from django.contrib.auth.models import Group, Permission, User
from wagtail.models import GroupPagePermission, Locale, Page, Site

from tests.benchmarks import articles
from tests.benchmarks.clinics import facts_of
from tests.benchmarks.plain_wagtail.models import (
    ArticlePage,
    HomePage,
    IndexPage,
    LocationPage,
    PractitionerPage,
    StandardPage,
)

INTRO = "<p>What lies behind common problems, what helps, and when to get help.</p>"
BODY = [{"type": "text", "value": INTRO * 3}]
HIGHLIGHT = {"type": "highlight", "value": {"heading": "We listen", "text": INTRO}}
PERMISSIONS = ("add_page", "change_page", "publish_page")


def prepare(languages: tuple[str, ...]) -> None:
    """Publish the articles, of which clinics have aliases, and make the agency's user."""
    root = Page.objects.get(depth=1)
    for site in Site.objects.all():
        site.root_page.delete()
    libraries: dict[str, IndexPage] = {}
    masters: list[ArticlePage] = []
    for code in languages:
        locale = Locale.objects.get_or_create(language_code=code)[0]
        libraries[code] = root.add_child(
            instance=IndexPage(title="Library", slug=f"library-{code}", locale=locale)
        )
        for number in range(articles.COUNT):
            page = ArticlePage(
                **articles.without_tags(articles.article(number, code)), locale=locale
            )
            if code != languages[0]:
                page.translation_key = masters[number].translation_key
            publish(libraries[code], page)
            if code == languages[0]:
                masters.append(page)
    User.objects.create_superuser("agency")


def launch(numbers: range, languages: tuple[str, ...]) -> None:
    """Make the websites of some clinics."""
    for number in numbers:
        launch_clinic(number, languages)


def launch_clinic(number: int, languages: tuple[str, ...]) -> None:
    """Make a clinic's website: pages in each language, a site, and a group for its owner."""
    facts = facts_of(number)
    root = Page.objects.get(depth=1)
    group = Group.objects.create(name=facts.slug)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    keys: dict[str, object] = {}
    for code in languages:
        locale = Locale.objects.get(language_code=code)
        home = HomePage(
            title=facts.name,
            slug=facts.slug if code == languages[0] else f"{facts.slug}-{code}",
            doctor=facts.doctor,
            phone=facts.phone,
            street=facts.street,
            city=facts.city,
            postal_code="94533",
            service_areas="Vacaville, Dixon",
            hero_heading=facts.name,
            hero_text=INTRO,
            body=[HIGHLIGHT] * 3,
        )
        _add(root, home, locale, keys)
        index = IndexPage(title="Conditions", slug="conditions", show_in_menus=True, intro=INTRO)
        _add(home, index, locale, keys)
        for slug in ("about", "contact"):
            page = StandardPage(
                title=slug.capitalize(), slug=slug, show_in_menus=True, intro=INTRO, body=BODY
            )
            _add(home, page, locale, keys)
        _add(home, PractitionerPage(title=facts.doctor, slug="doctor", intro=INTRO), locale, keys)
        _add(home, LocationPage(title=facts.city, slug="office", intro=INTRO), locale, keys)
        for master in ArticlePage.objects.filter(locale=locale, alias_of=None).order_by("pk"):
            master.create_alias(parent=index)
        for codename in PERMISSIONS:
            GroupPagePermission.objects.create(
                group=group, page=home, permission=Permission.objects.get(codename=codename)
            )
        if code == languages[0]:
            Site.objects.create(hostname=facts.host, site_name=facts.name, root_page=home)


def make_owner(number: int) -> User:
    """Let someone edit the pages of a clinic."""
    owner = User.objects.create_user("owner")
    owner.groups.add(Group.objects.get(name=facts_of(number).slug))
    return owner


def _add(parent: Page, page: Page, locale: Locale, keys: dict[str, object]) -> None:
    """Publish a page as the translation of the one with the same slug in the first language."""
    page.locale = locale
    key = keys.setdefault("" if isinstance(page, HomePage) else page.slug, page.translation_key)
    page.translation_key = key
    publish(parent, page)


def publish(parent: Page, page: Page) -> None:
    """Add a page as the admin does."""
    parent.add_child(instance=page)
    page.save_revision().publish()
