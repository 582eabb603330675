"""Writes new clinics together, table by table: a statement writes the rows of all of them."""

from collections.abc import Iterator, Sequence
from itertools import chain, count
from uuid import UUID

from django.contrib.auth.models import Group
from django.db.models import Model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site
from wagtail.query import PageQuerySet

from clinic_cms.launching.network import SITE_PORT
from clinic_cms.launching.new_clinic import NewClinic
from clinic_cms.launching.page_rows import references_of, write_pages, write_tree
from clinic_cms.launching.places import Places
from clinic_cms.launching.state.values import collection_name
from clinic_cms.launching.table_rows import Row, insert_objects, insert_rows
from clinic_cms.models import (
    Clinic,
    ClinicLocale,
    ClinicOrigin,
    ClinicOwnedPage,
    ClinicRole,
    Subscription,
)
from clinic_cms.tenancy.hosts import new_hosts


def write_clinics(new: Sequence[NewClinic], places: Places) -> None:
    """Write clinics and all that belongs to them, in the caller's transaction.

    Raises ValidationError for a host that another clinic has.
    """
    _write_access(new, places)
    _write_images(new)
    _place_homes([home for each in new for home in each.homes.values()], places)
    for each in new:
        _place_below_homes(each)
    pages = [page for each in new for page in each.new_pages]
    write_tree(pages)
    # Homes have keys by now. Only a page's row in the table of its type names the clinic.
    _write_clinics(new)
    rows = [*write_pages(pages)]
    for each in new:
        rows += [*references_of(each.clinic), *_rights(each)]
    insert_rows(rows)
    shown = [*_shown_besides_pages(new)]
    for model in dict.fromkeys(map(type, shown)):
        insert_objects(model, [row for row in shown if type(row) is model])
    collections = [each.clinic.collection for each in new]
    clinics = [each.clinic for each in new]
    places.added(collections, [page.page for page in pages], [*clinics, *shown])


def _write_access(new: Sequence[NewClinic], places: Places) -> None:
    """Write the groups of the clinics' people, and the collections of their pictures."""
    depth = places.collections.depth + 1
    collections = [
        Collection(
            name=collection_name(each.state.name, each.clinic.slug),
            depth=depth,
            path=places.collection_path(),
        )
        for each in new
    ]
    insert_objects(Group, [group for each in new for group in each.groups.values()])
    insert_objects(Collection, collections)
    for each, collection in zip(new, collections, strict=True):
        each.clinic.collection = collection


def _write_images(new: Sequence[NewClinic]) -> None:
    for each in new:
        for image in each.images.values():
            image.collection = each.clinic.collection
            image.save()
        each.clinic.logo = each.images.get(each.state.logo)


def _place_homes(homes: Sequence[ClinicOwnedPage], places: Places) -> None:
    """Give homes their places below the root, and slugs that none of its children has."""
    below_root = Page.objects.filter(depth=places.root.depth + 1)
    taken = _slugs(below_root.filter(slug__in=[home.slug for home in homes]))
    for slug in [*taken]:
        taken |= _slugs(below_root.filter(slug__startswith=f"{slug}-"))
    for home in homes:
        _place(home, places.root, places.home_path(), taken)


def _slugs(pages: PageQuerySet) -> set[str]:
    return {*pages.values_list("slug", flat=True)}


def _place_below_homes(new: NewClinic) -> None:
    """Give all other pages their places below the homes."""
    for locale, home in new.homes.items():
        taken: set[str] = set()
        for key, page in new.pages.items():
            if key.locale == locale and page is not home:
                home.numchild += 1
                path = Page._get_path(home.path, home.depth + 1, home.numchild)
                _place(page, home, path, taken)


def _place(page: ClinicOwnedPage, parent: Page, path: str, taken: set[str]) -> None:
    numbered = (f"{page.slug}-{number}" for number in count(1))
    page.slug = next(slug for slug in chain([page.slug], numbered) if slug not in taken)
    taken.add(page.slug)
    page.path, page.depth = path, parent.depth + 1
    page.set_url_path(parent)


def _write_clinics(new: Sequence[NewClinic]) -> None:
    """Write the clinics and their sites, which name pages."""
    sites = [
        Site(
            hostname=each.state.host,
            site_name=each.clinic.name,
            port=SITE_PORT,
            root_page_id=each.homes[each.default].pk,
        )
        for each in new
    ]
    insert_objects(Site, sites)
    for each, site in zip(new, sites, strict=True):
        each.clinic.site, each.clinic.home = site, each.homes[each.default]
        each.clinic.primary_location = each.primary_location
    insert_objects(Clinic, [each.clinic for each in new])


def _rights(new: NewClinic) -> Iterator[Row]:
    """Yield the roles of a clinic, and what they may do: in the admin, its collection, its homes.

    In the order in which they are granted one by one.
    """
    granted = new.install.granted
    clinic, collection = {"clinic_id": new.clinic.pk}, {"collection_id": new.clinic.collection_id}
    for role, group in new.groups.items():
        of = {"group_id": group.pk}
        yield ClinicRole, {**clinic, **of, "role": role.value}
        for permission in granted.install[role]:
            yield Group.permissions.through, {**of, "permission_id": permission.pk}
        for permission in granted.media[role]:
            row = {**of, **collection, "permission_id": permission.pk}
            yield GroupCollectionPermission, row
    for code, home in new.homes.items():
        for role, group in new.groups.items():
            of = {"group_id": group.pk, "page_id": home.pk}
            for permission in granted.on_home(role, is_default=code == new.default):
                yield GroupPagePermission, {**of, "permission_id": permission.pk}


def _shown_besides_pages(new: Sequence[NewClinic]) -> Iterator[Model]:
    """Yield what readers see of clinics in rows that name them, apart from their pages."""
    hosts = {each.clinic: [each.state.host, *each.state.other_hosts] for each in new}
    yield from new_hosts(hosts)
    for each in new:
        clinic, conditions = each.clinic, each.state.conditions
        for origin in each.origins:
            yield ClinicOrigin(clinic=clinic, origin=origin)
        for position, (code, home) in enumerate(each.homes.items()):
            locale = each.install.locales[code]
            yield ClinicLocale(clinic=clinic, locale=locale, home=home, position=position)
        for key in [] if isinstance(conditions, str) else conditions:
            yield Subscription(clinic=clinic, condition_key=UUID(key))
