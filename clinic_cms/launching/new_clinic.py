"""A clinic that a plan makes, as objects that are checked before any row is written."""

from collections.abc import Set
from dataclasses import replace
from uuid import uuid4

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils.text import capfirst
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from clinic_cms.launching.install import Install
from clinic_cms.launching.page_rows import NewPage
from clinic_cms.launching.plan import Plan
from clinic_cms.launching.spec.value_rules import ALL
from clinic_cms.launching.state.desired import DesiredState
from clinic_cms.launching.state.page_fields import MODELS, Sources, write_fields
from clinic_cms.launching.state.values import CLINIC, COLUMNS, Key
from clinic_cms.models import Clinic, ClinicOwnedPage, PractitionerPage, Role, gates
from clinic_cms.models.pictures import accept_picture
from clinic_cms.tenancy.hosts import check_origins
from clinic_cms.tenancy.roles import group_name


class NewClinic:
    """A clinic that a plan makes, with its pages as they will be; `clinic_rows` writes it.

    To make one writes nothing. Raises ValidationError for what may not be written or published.
    """

    def __init__(self, plan: Plan, desired: DesiredState, install: Install) -> None:
        self.plan, self.install = plan, install
        self.state = state = plan.clinic
        self.default = state.default_locale
        self.groups = {role: Group(name=group_name(state.name, plan.slug, role)) for role in Role}
        """The groups of the clinic's people, by role."""
        keys = [key for key in plan.changed() if key != CLINIC]
        self.keys = {key.page: uuid4() for key in keys}
        """Translation keys of pages by name."""
        self.clinic = Clinic(
            slug=plan.slug,
            default_locale=install.locales[self.default],
            subscribes_to_all=state.conditions == ALL,
            applied={
                "values": plan.applied,
                "pages": {name: str(key) for name, key in self.keys.items()},
            },
            **{name: getattr(state, name) for name in COLUMNS},
        )
        _check(self.clinic, {field.name for field in Clinic._meta.concrete_fields})
        self.origins = check_origins(state.front_ends)
        self.images = {
            digest: _image(path.name, path.stem, path.read_bytes(), digest)
            for digest, path in desired.pictures.items()
        }
        self.pages: dict[Key, ClinicOwnedPage] = {}
        for key in keys:
            self.pages[key] = self._page(key)

    @property
    def homes(self) -> dict[str, ClinicOwnedPage]:
        """The homes by locale, the default one first."""
        return {code: self.pages[Key("home", "", code)] for code in self.state.locales}

    @property
    def primary_location(self) -> ClinicOwnedPage:
        """The primary location in the default locale."""
        return self.pages[Key("location", self.state.primary_location, self.default)]

    @property
    def new_pages(self) -> list[NewPage]:
        """The pages, with what of them is published, parents and sources first."""
        return [
            NewPage(page, bool(self.plan.state[key].get("live")), self._translated_by(key))
            for key, page in self.pages.items()
        ]

    def delete_files(self) -> None:
        """Delete the files of pictures whose rows were written and rolled back."""
        for image in self.images.values():
            if image.pk is not None:
                image.file.delete(save=False)

    def _page(self, key: Key) -> ClinicOwnedPage:
        """Return a page as it will be; a translation has the facts of the default locale's."""
        page = self.install.blank_page(MODELS[key.kind], key.locale)
        page.clinic, page.translation_key = self.clinic, self.keys[key.page]
        source = self._source_of(key)
        for name in page.fact_fields if source else ():
            setattr(page, name, getattr(source, name))
        fields = self.plan.state[key]
        write_fields(page, fields, self._sources(key))
        if key.kind == "home":
            is_default = key.locale == self.default
            page.slug = self.clinic.slug if is_default else f"{self.clinic.slug}-{key.locale}"
        _check(page, {*fields, "slug"})
        if fields.get("live"):
            page.unsaved_source = source
            gates.check_publishable(page)
        return page

    def _source_of(self, key: Key) -> ClinicOwnedPage | None:
        return self.pages.get(replace(key, locale=self.default))

    def _translated_by(self, key: Key) -> ClinicOwnedPage | None:
        return None if key.locale == self.default else self._source_of(key)

    def _sources(self, key: Key) -> Sources:
        people = {
            other.name: page
            for other, page in self.pages.items()
            if isinstance(page, PractitionerPage) and other.locale == self.default
        }
        return Sources(f"{self.clinic.slug}/{key.page}", self.images, people)


def _check(row: Clinic | ClinicOwnedPage, stated: Set[str]) -> None:
    """Check what a plan states of a row; all else is as the model has it, or as in another locale.

    What it refers to is made with it, and the database keeps it unique. Raises ValidationError.
    """
    fields = row._meta.concrete_fields
    other = {field.name for field in fields if field.is_relation or field.name not in stated}
    row.full_clean(exclude=other, validate_unique=False, validate_constraints=False)


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
