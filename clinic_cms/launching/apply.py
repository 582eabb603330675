"""Applies a plan to a clinic that there is, each page as Wagtail's admin would change it.

Runs inside the caller's transaction: all of a plan, or nothing.
"""

from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.utils.text import capfirst
from wagtail.coreutils import find_available_slug
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Locale, Page, Site

from clinic_cms.launching.access import ensure_access
from clinic_cms.launching.network import SITE_PORT, ensure_locale
from clinic_cms.launching.plan import Plan
from clinic_cms.launching.spec.value_rules import ALL
from clinic_cms.launching.state.current import CurrentState
from clinic_cms.launching.state.desired import DesiredState
from clinic_cms.launching.state.page_fields import MODELS, Sources, write_fields
from clinic_cms.launching.state.values import CLINIC, COLUMNS, ClinicState, Key
from clinic_cms.models import Clinic, ClinicLocale, ClinicOwnedPage, PractitionerPage, Subscription
from clinic_cms.models.pictures import accept_picture
from clinic_cms.tenancy.hosts import change_hosts, change_origins
from clinic_cms.tenancy.roles import grant_homes, withdraw_homes


@dataclass
class ClinicWriter:
    """Writes the changes of one clinic, as its plan has them."""

    plan: Plan
    desired: DesiredState
    current: CurrentState
    clinic: Clinic
    state: ClinicState = field(init=False)
    keys: dict[str, UUID] = field(init=False)
    """Translation keys of pages by name."""
    images: dict[str, AbstractImage] = field(init=False, default_factory=dict)
    """The pictures that the spec names, by digest."""

    def __post_init__(self) -> None:
        self.state = self.plan.clinic
        self.keys = {name: key for key, name in self.current.names.items()}

    def write(self) -> None:
        """Apply the plan."""
        self._clinic_row()
        ensure_access(self.clinic)
        self.clinic.save()
        self._images()
        self._pages()
        self._finish()

    def write_locales(self) -> None:
        """Apply a plan that changes only which locales a clinic offers."""
        self._pages()
        self._locales()
        self._remember()

    def _clinic_row(self) -> None:
        clinic = self.clinic
        for name in COLUMNS:
            setattr(clinic, name, getattr(self.state, name))
        clinic.subscribes_to_all = self.state.conditions == ALL
        clinic.retired_at = None
        clinic.full_clean(exclude=["home", "primary_location", "site", "collection"])
        clinic.save()

    def _images(self) -> None:
        """Find the pictures that the spec names; new ones are added to the collection."""
        model = get_image_model()
        for digest, path in self.desired.pictures.items():
            image = model.objects.filter(
                collection=self.clinic.collection, file_hash=digest
            ).first()
            if image is None:
                picture = accept_picture(path.name, path.read_bytes())
                image = model.objects.create(
                    title=capfirst(path.stem.replace("-", " ")),
                    collection=self.clinic.collection,
                    file=ContentFile(picture.content, name=picture.name),
                    # Of the file that the spec names, by which the next launch finds it.
                    file_hash=digest,
                    file_size=len(picture.content),
                )
            self.images[digest] = image

    def _pages(self) -> None:
        for key in self.plan.changed():
            if key != CLINIC:
                self._page(key)

    def _page(self, key: Key) -> None:
        changes = self.plan.of(key)
        if changes[0].action == "create":
            page = self._create(key)
            fields = self.plan.state[key]
        else:
            page = self.current.pages[key]
            fields = {change.field: change.after for change in changes}
            write_fields(page, fields, self._sources(key))
        live = fields.get("live", page.live)
        if fields.keys() - {"live"} or live:
            revision = page.save_revision()
            if live:
                page.publish(revision)
        if page.live and not live:
            page.unpublish()

    def _create(self, key: Key) -> ClinicOwnedPage:
        """Add a page as a draft; a translation starts with a copy of the first locale's facts."""
        page = MODELS[key.kind](
            locale=Locale.objects.get(language_code=key.locale),
            clinic=self.clinic,
            live=False,
            translation_key=self.keys.setdefault(key.page, uuid4()),
        )
        source = self.current.pages.get(replace(key, locale=self._default))
        for name in page.fact_fields if source else ():
            setattr(page, name, getattr(source, name))
        write_fields(page, self.plan.state[key], self._sources(key))
        parent, slug = self._place(key, page.slug)
        self._remove_alias(page)
        page.slug = find_available_slug(parent, slug)
        parent.add_child(instance=page)
        self.current.pages[key] = page
        return page

    def _remove_alias(self, page: ClinicOwnedPage) -> None:
        """Delete an alias that stands in for a new page, with the aliases below it.

        A synchronized tree makes them. One that has pages of its own below it becomes an ordinary
        page, unpublished and with another translation key.
        """
        rows = Page.objects.filter(translation_key=page.translation_key, locale=page.locale)
        for alias in rows.exclude(alias_of=None):
            if alias.get_descendants().filter(alias_of=None).exists():
                Page.objects.filter(pk=alias.pk).update(
                    alias_of=None, live=False, translation_key=uuid4()
                )
            else:
                alias.delete()

    def _place(self, key: Key, slug: str) -> tuple[Page, str]:
        """Return a page's parent and slug; homes are children of the root, one for each locale."""
        if key.kind != "home":
            return self.current.pages[Key("home", "", key.locale)], slug
        is_default = key.locale == self._default
        slug = self.clinic.slug if is_default else f"{self.clinic.slug}-{key.locale}"
        return Page.objects.get(depth=1), slug

    @property
    def _default(self) -> str:
        return self.clinic.default_locale.language_code

    def _sources(self, key: Key) -> Sources:
        people = {
            other.name: page
            for other, page in self.current.pages.items()
            if isinstance(page, PractitionerPage) and other.locale == self._default
        }
        return Sources(f"{self.clinic.slug}/{key.page}", self.images, people)

    def _finish(self) -> None:
        """Set what points to pages, and remember what was applied."""
        clinic, state, pages = self.clinic, self.state, self.current.pages
        home = pages[Key("home", "", self._default)]
        clinic.home = home
        primary = pages.get(Key("location", state.primary_location, self._default))
        clinic.primary_location = primary or clinic.primary_location
        if any(change.field in {"", "logo"} for change in self.plan.of(CLINIC)):
            clinic.logo = self.images.get(state.logo)
        clinic.site = self._site(home)
        change_hosts(clinic=clinic, hostnames=[state.host, *state.other_hosts])
        change_origins(clinic=clinic, origins=state.front_ends)
        self._locales()
        self._subscriptions()
        self._remember()

    def _remember(self) -> None:
        """Keep what was applied with the clinic, and save it."""
        self.clinic.applied = {
            "values": self.plan.applied,
            "pages": {name: str(key) for name, key in self.keys.items()},
        }
        self.clinic.save()

    def _site(self, home: Page) -> Site:
        site = self.clinic.site or Site(is_default_site=False, port=SITE_PORT)
        values = (self.state.host, self.clinic.name, home.pk)
        if (site.hostname, site.site_name, site.root_page_id) != values:
            site.hostname, site.site_name, site.root_page_id = values
            site.full_clean()
            site.save()
        return site

    def _locales(self) -> None:
        """Write the offered locales; a dropped locale's pages stay, hidden from the owner."""
        codes = self.state.locales
        self.clinic.locales.exclude(locale__language_code__in=codes).delete()
        for position, code in enumerate(codes):
            home = self.current.pages.get(Key("home", "", code))
            ClinicLocale.objects.update_or_create(
                clinic=self.clinic,
                locale=ensure_locale(code),
                defaults={"home": home, "position": position},
            )
        homes = {key.locale: page for key, page in self.current.pages.items() if key.kind == "home"}
        grant_homes(self.clinic, [page for code, page in homes.items() if code in codes])
        withdraw_homes(self.clinic, [page for code, page in homes.items() if code not in codes])

    def _subscriptions(self) -> None:
        chosen = self.state.conditions
        keys = [] if isinstance(chosen, str) else [UUID(key) for key in chosen]
        self.clinic.subscriptions.exclude(condition_key__in=keys).delete()
        existing = {*self.clinic.subscriptions.values_list("condition_key", flat=True)}
        new = (key for key in keys if key not in existing)
        Subscription.objects.bulk_create(
            Subscription(clinic=self.clinic, condition_key=key) for key in new
        )
