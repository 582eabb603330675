"""Makes clinics as Wagtail's admin would: each page is added, saved as a draft, and published.

What a launch writes in bulk is compared with this.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from pathlib import Path
from uuid import UUID, uuid4

from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import capfirst
from wagtail.coreutils import find_available_slug
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    PageLogEntry,
    Site,
)

from clinic_cms.launching.network import SITE_PORT, prepare_network
from clinic_cms.launching.plan import compare
from clinic_cms.launching.spec.loader import read_specs, spec_paths
from clinic_cms.launching.spec.validation_context import install_context
from clinic_cms.launching.spec.value_rules import ALL
from clinic_cms.launching.state.current import CurrentState
from clinic_cms.launching.state.desired import desired_state
from clinic_cms.launching.state.page_fields import MODELS, Sources, write_fields
from clinic_cms.launching.state.values import CLINIC, COLUMNS, Key, collection_name
from clinic_cms.models import (
    Clinic,
    ClinicLocale,
    ClinicOwnedPage,
    ClinicRole,
    PractitionerPage,
    Subscription,
)
from clinic_cms.models.pictures import accept_picture
from clinic_cms.publishing.webhooks import outbox
from clinic_cms.tenancy.hosts import change_hosts, change_origins
from clinic_cms.tenancy.roles import RIGHTS, group_name

APPS = {"image": "wagtailimages", "document": "wagtaildocs"}


def launch_one_by_one(paths: Iterable[Path]) -> None:
    """Launch new clinics, page by page."""
    context = install_context()
    files = read_specs(spec_paths(paths), context)
    prepare_network(locales=[code for file in files for code in file.spec.clinic.locales])
    for file in files:
        desired = desired_state(file.spec, context.conditions)
        plan = compare(file.spec.clinic.slug, desired, CurrentState(), force=False)
        with transaction.atomic(), outbox.summed_up():
            clinic = OneByOne(plan, desired.pictures).write()
        outbox.note_launched(clinic)


class OneByOne:
    """One clinic of a plan."""

    def __init__(self, plan, pictures) -> None:
        self.plan, self.state, self.files = plan, plan.clinic, pictures
        self.default = self.state.default_locale
        self.pages: dict[Key, ClinicOwnedPage] = {}
        self.keys: dict[str, UUID] = {}

    def write(self) -> Clinic:
        self.clinic = clinic = Clinic(slug=self.plan.slug, default_locale=locale_of(self.default))
        for name in COLUMNS:
            setattr(clinic, name, getattr(self.state, name))
        clinic.subscribes_to_all = self.state.conditions == ALL
        clinic.full_clean(exclude=["home", "primary_location", "site", "collection"])
        clinic.save()
        self.access()
        self.images = {digest: self.image(digest, path) for digest, path in self.files.items()}
        for key in self.plan.changed():
            if key != CLINIC:
                self.page(key)
        self.rest()
        return clinic

    def access(self) -> None:
        name = collection_name(self.clinic.name, self.clinic.slug)
        self.clinic.collection = Collection.get_first_root_node().add_child(name=name)
        self.clinic.save()
        self.groups = {}
        for role, rights in RIGHTS.items():
            name = group_name(self.clinic.name, self.clinic.slug, role)
            self.groups[role] = group = Group.objects.create(name=name)
            ClinicRole.objects.create(clinic=self.clinic, role=role, group=group)
            group.permissions.add(*(permission(*each) for each in rights.install))
            for name, action in product(("image", "document"), rights.media):
                GroupCollectionPermission.objects.create(
                    group=group,
                    collection=self.clinic.collection,
                    permission=permission(APPS[name], f"{action}_{name}"),
                )

    def image(self, digest, path):
        picture = accept_picture(path.name, path.read_bytes())
        return get_image_model().objects.create(
            title=capfirst(path.stem.replace("-", " ")),
            collection=self.clinic.collection,
            file=ContentFile(picture.content, name=picture.name),
            file_hash=digest,
            file_size=len(picture.content),
        )

    def page(self, key: Key) -> None:
        fields = self.plan.state[key]
        page = MODELS[key.kind](
            locale=locale_of(key.locale),
            clinic=self.clinic,
            live=False,
            translation_key=self.keys.setdefault(key.page, uuid4()),
        )
        source = self.pages.get(replace(key, locale=self.default))
        for name in page.fact_fields if source else ():
            setattr(page, name, getattr(source, name))
        people = {
            other.name: page
            for other, page in self.pages.items()
            if isinstance(page, PractitionerPage) and other.locale == self.default
        }
        seed = f"{self.clinic.slug}/{key.page}"
        write_fields(page, fields, Sources(seed, self.images, people))
        parent, slug = Page.get_first_root_node(), page.slug
        if key.kind != "home":
            parent = self.pages[Key("home", "", key.locale)]
        elif key.locale == self.default:
            slug = self.clinic.slug
        else:
            slug = f"{self.clinic.slug}-{key.locale}"
        page.slug = find_available_slug(parent, slug)
        parent.add_child(instance=page)
        self.pages[key] = page
        revision = page.save_revision()
        if fields["live"]:
            page.publish(revision)
            created = PageLogEntry.objects.filter(page=page.pk, action="wagtail.create")
            created.update(revision=revision)

    def rest(self) -> None:
        clinic, state = self.clinic, self.state
        clinic.home = self.pages[Key("home", "", self.default)]
        clinic.primary_location = self.pages[Key("location", state.primary_location, self.default)]
        clinic.logo = self.images.get(state.logo)
        clinic.site = Site.objects.create(
            hostname=state.host, site_name=clinic.name, port=SITE_PORT, root_page=clinic.home
        )
        change_hosts(clinic=clinic, hostnames=[state.host, *state.other_hosts])
        change_origins(clinic=clinic, origins=state.front_ends)
        for position, code in enumerate(state.locales):
            home = self.pages[Key("home", "", code)]
            ClinicLocale.objects.create(
                clinic=clinic, locale=locale_of(code), home=home, position=position
            )
            for role, rights in RIGHTS.items():
                for action in rights.translated_pages if position else rights.pages:
                    GroupPagePermission.objects.create(
                        group=self.groups[role],
                        page=home,
                        permission=permission("wagtailcore", f"{action}_page"),
                    )
        for key in [] if state.conditions == ALL else state.conditions:
            Subscription.objects.create(clinic=clinic, condition_key=key)
        clinic.applied = {
            "values": self.plan.applied,
            "pages": {name: str(key) for name, key in self.keys.items()},
        }
        clinic.save()


def locale_of(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)
