"""Makes a clinic: its rows are checked before any is written, and then written in bulk."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, count
from uuid import UUID, uuid4

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils.text import capfirst
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
)

from clinic_cms.launching.install import Install
from clinic_cms.launching.network import SITE_PORT
from clinic_cms.launching.page_rows import NewPage, references_of, write_pages
from clinic_cms.launching.places import Places
from clinic_cms.launching.plan import Plan
from clinic_cms.launching.spec.value_rules import ALL
from clinic_cms.launching.state.desired import DesiredState
from clinic_cms.launching.state.page_fields import MODELS, Sources, write_fields
from clinic_cms.launching.state.values import CLINIC, COLUMNS, Key, group_name
from clinic_cms.models import (
    Clinic,
    ClinicLocale,
    ClinicOrigin,
    ClinicOwnedPage,
    PractitionerPage,
    Subscription,
    gates,
)
from clinic_cms.models.cache_version import clinic_scope
from clinic_cms.models.pictures import accept_picture
from clinic_cms.publishing.cache_versions import bump
from clinic_cms.tenancy.hosts import add_hosts, check_origins

PLACED = {"path", "depth", "numchild", "url_path"}
"""Fields that a page has once it has its place in the tree."""


class NewClinic:
    """A clinic that a plan makes, with its pages as they will be.

    To make one writes nothing. Raises ValidationError for what may not be written or published.
    """

    def __init__(self, plan: Plan, desired: DesiredState, install: Install) -> None:
        self.plan, self.install = plan, install
        self.state = state = plan.clinic
        self.default = state.default_locale
        self.clinic = Clinic(
            slug=plan.slug,
            default_locale=install.locales[self.default],
            subscribes_to_all=state.conditions == ALL,
            **{name: getattr(state, name) for name in COLUMNS},
        )
        _check(self.clinic)
        self.origins = check_origins(state.front_ends)
        self.keys = {key.page: uuid4() for key in plan.changed() if key != CLINIC}
        self.images = {
            digest: _image(path.name, path.stem, path.read_bytes(), digest)
            for digest, path in desired.pictures.items()
        }
        self.pages: dict[Key, ClinicOwnedPage] = {}
        for key in plan.changed():
            if key != CLINIC:
                self.pages[key] = self._page(key)

    def _page(self, key: Key) -> ClinicOwnedPage:
        """Return a page as it will be; a translation has the facts of the default locale's."""
        page = MODELS[key.kind](
            locale=self.install.locales[key.locale],
            clinic=self.clinic,
            live=False,
            translation_key=self.keys[key.page],
        )
        source = self._source_of(key)
        for name in page.fact_fields if source else ():
            setattr(page, name, getattr(source, name))
        fields = self.plan.state[key]
        write_fields(page, fields, self._sources(key))
        if key.kind == "home":
            is_default = key.locale == self.default
            page.slug = self.clinic.slug if is_default else f"{self.clinic.slug}-{key.locale}"
        _check(page)
        if fields.get("live"):
            page.unsaved_source = source
            gates.check_publishable(page)
        return page

    def _source_of(self, key: Key) -> ClinicOwnedPage | None:
        return self.pages.get(replace(key, locale=self.default))

    def _sources(self, key: Key) -> Sources:
        people = {
            other.name: page
            for other, page in self.pages.items()
            if isinstance(page, PractitionerPage) and other.locale == self.default
        }
        return Sources(f"{self.clinic.slug}/{key.page}", self.images, people)

    def write(self, places: Places) -> Clinic:
        """Write the clinic and all that belongs to it; raises ValidationError for a taken host."""
        clinic = self.clinic
        self._write_access(places)
        self._write_images()
        self._write_clinic()
        bump([clinic_scope(clinic.pk)])
        self._place_pages(places)
        new = [
            NewPage(page, bool(self.plan.state[key].get("live")), self._translated(key))
            for key, page in self.pages.items()
        ]
        rows = [*write_pages(new)]
        self._write_site()
        add_hosts(clinic=clinic, hostnames=[self.state.host, *self.state.other_hosts])
        self._point_clinic_to_pages()
        rows += [*references_of(clinic), *self._rights(), *self._rest()]
        places.added(clinic.collection, self.pages.values(), rows)
        return clinic

    def _translated(self, key: Key) -> ClinicOwnedPage | None:
        return None if key.locale == self.default else self._source_of(key)

    def _write_access(self, places: Places) -> None:
        """Write the group of the clinic's people, and the collection of its pictures."""
        label = group_name(self.clinic.name, self.clinic.slug)
        collection = Collection(
            name=label, depth=places.collections.depth + 1, path=places.collection_path()
        )
        (group,) = Group.objects.bulk_create([Group(name=label)])
        Collection.objects.bulk_create([collection])
        self.clinic.group, self.clinic.collection = group, collection

    def _write_images(self) -> None:
        for image in self.images.values():
            image.collection = self.clinic.collection
            image.save()
        self.clinic.logo = self.images.get(self.state.logo)

    def _write_clinic(self) -> None:
        self.clinic.applied = {
            "values": self.plan.applied,
            "pages": {name: str(key) for name, key in self.keys.items()},
        }
        Clinic.objects.bulk_create([self.clinic])

    def _place_pages(self, places: Places) -> None:
        """Give pages their places in the tree, and slugs that no sibling has."""
        homes = [page for key, page in self.pages.items() if key.kind == "home"]
        wanted = [home.slug for home in homes]
        below_root = Page.objects.filter(depth=places.root.depth + 1, slug__in=wanted)
        taken = {*below_root.values_list("slug", flat=True)}
        for home in homes:
            _place(home, places.root, places.home_path(), taken)
        for locale in self.state.locales:
            home = self.pages[Key("home", "", locale)]
            slugs: set[str] = set()
            for key, page in self.pages.items():
                if key.locale == locale and page is not home:
                    home.numchild += 1
                    path = Page._get_path(home.path, home.depth + 1, home.numchild)
                    _place(page, home, path, slugs)

    def _write_site(self) -> None:
        site = Site(
            hostname=self.state.host,
            site_name=self.clinic.name,
            port=SITE_PORT,
            root_page_id=self._home.pk,
        )
        (self.clinic.site,) = Site.objects.bulk_create([site])

    def _rights(self) -> Iterator[Model]:
        """Yield what the clinic's people may do: in the admin, its collection, and its homes."""
        group, entrance = self.clinic.group, Group.permissions.through
        for permission in self.install.entrances:
            yield entrance(group=group, permission=permission)
        for permission in self.install.media_rights:
            yield GroupCollectionPermission(
                group=group, collection=self.clinic.collection, permission=permission
            )
        for code in self.state.locales:
            for permission in self.install.page_rights:
                home = self._home_in(code)
                yield GroupPagePermission(group=group, page_id=home.pk, permission=permission)

    def _rest(self) -> Iterator[Model]:
        """Yield front ends, offered locales, and chosen articles."""
        clinic, state = self.clinic, self.state
        for origin in self.origins:
            yield ClinicOrigin(clinic=clinic, origin=origin)
        for position, code in enumerate(state.locales):
            locale, home = self.install.locales[code], self._home_in(code)
            yield ClinicLocale(clinic=clinic, locale=locale, home=home, position=position)
        for key in [] if isinstance(state.conditions, str) else state.conditions:
            yield Subscription(clinic=clinic, condition_key=UUID(key))

    def _home_in(self, code: str) -> ClinicOwnedPage:
        return self.pages[Key("home", "", code)]

    @property
    def _home(self) -> ClinicOwnedPage:
        return self._home_in(self.default)

    def _point_clinic_to_pages(self) -> None:
        clinic = self.clinic
        clinic.home = self._home
        clinic.primary_location = self.pages[
            Key("location", self.state.primary_location, self.default)
        ]
        Clinic.objects.filter(pk=clinic.pk).update(
            home=clinic.home, primary_location=clinic.primary_location, site=clinic.site
        )


def _check(row: Clinic | ClinicOwnedPage) -> None:
    """Check what a row says; what it refers to is made with it, and the database keeps it unique.

    Raises ValidationError.
    """
    relations = {field.name for field in row._meta.concrete_fields if field.is_relation}
    row.full_clean(exclude={*relations, *PLACED}, validate_unique=False, validate_constraints=False)


def _place(page: ClinicOwnedPage, parent: Page, path: str, taken: set[str]) -> None:
    numbered = (f"{page.slug}-{number}" for number in count(1))
    page.slug = next(slug for slug in chain([page.slug], numbered) if slug not in taken)
    taken.add(page.slug)
    page.path, page.depth = path, parent.depth + 1
    page.set_url_path(parent)


def _image(name: str, stem: str, content: bytes, digest: str) -> AbstractImage:
    """Return the row of a picture that the spec names, for any of Wagtail's image models."""
    picture = accept_picture(name, content)
    image: AbstractImage = get_image_model()(
        title=capfirst(stem.replace("-", " ")),
        file=ContentFile(picture.content, name=picture.name),
        # Of the file that the spec names, by which the next launch finds it.
        file_hash=digest,
        file_size=len(picture.content),
    )
    return image
