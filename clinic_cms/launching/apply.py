"""Makes the changes of a plan. Runs inside the caller's transaction: all of a plan, or nothing."""

from dataclasses import dataclass, field, replace
from typing import Any, cast
from uuid import UUID, uuid4

from django.core.files import File
from django.utils.text import capfirst
from wagtail.coreutils import find_available_slug
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from clinic_cms.launching.access import ensure_access, grant_pages, withdraw_pages
from clinic_cms.launching.network import ensure_locale
from clinic_cms.launching.plan import Plan, label_of
from clinic_cms.launching.spec.fields import ALL
from clinic_cms.launching.state.current import Found
from clinic_cms.launching.state.desired import Wanted
from clinic_cms.launching.state.page_fields import MODELS, Sources, write_fields
from clinic_cms.launching.state.values import CLINIC, Fields, Key
from clinic_cms.models import Clinic, ClinicHost, ClinicLocale, ClinicOwnedPage, Subscription
from clinic_cms.tenancy.hosts import change_origins

SCALARS = ("name", "theme", "primary_color", "owner_email", "language_help", "preview_url")
SITE_PORT = 80
"""Wagtail wants a port; the public one is an install setting (`CLINIC_CMS["PORT"]`)."""


@dataclass
class Launch:
    """One clinic while its plan is applied."""

    plan: Plan
    wanted: Wanted
    found: Found
    clinic: Clinic = field(init=False)
    keys: dict[str, UUID] = field(init=False)
    """Translation keys of pages by name."""

    def run(self) -> Clinic:
        """Apply the plan and return the clinic."""
        self.keys = {name: key for key, name in self.found.names.items()}
        self._clinic_row()
        ensure_access(self.clinic, label_of(self.clinic.name, self.clinic.slug))
        self.clinic.save()
        self.images = self._images()
        self._pages()
        self._finish()
        return self.clinic

    def offer(self, clinic: Clinic) -> None:
        """Apply a plan that changes nothing but which locales a clinic offers."""
        self.clinic, self.images = clinic, {}
        self.keys = {name: key for key, name in self.found.names.items()}
        self._pages()
        self._locales()
        self._remember()

    def _pages(self) -> None:
        for key in self.plan.changed():
            if key != CLINIC:
                self._page(key)

    @property
    def _state(self) -> Fields:
        return self.plan.state[CLINIC]

    def _clinic_row(self) -> None:
        locales: Any = self._state["locales"]
        clinic = self.found.clinic
        if clinic is None:
            clinic = Clinic(slug=self.plan.slug, default_locale=ensure_locale(locales[0]))
        for name in SCALARS:
            setattr(clinic, name, self._state[name])
        clinic.subscribes_to_all = self._state["conditions"] == ALL
        clinic.retired_at = None
        clinic.full_clean(exclude=["home", "primary_location", "site", "group", "collection"])
        clinic.save()
        self.clinic = clinic

    def _images(self) -> dict[str, Any]:
        """Return the pictures that the spec names, by digest; new ones go into the collection."""
        model = get_image_model()
        images = {}
        for digest, path in self.wanted.pictures.items():
            image = model.objects.filter(
                collection=self.clinic.collection, file_hash=digest
            ).first()
            if image is None:
                with path.open("rb") as file:
                    image = model(
                        title=capfirst(path.stem.replace("-", " ")),
                        collection=self.clinic.collection,
                        file=File(file, name=path.name),
                        file_hash=digest,
                        file_size=path.stat().st_size,
                    )
                    image.save()
            images[digest] = image
        return images

    def _page(self, key: Key) -> None:
        changes = self.plan.of(key)
        if changes[0].action == "create":
            page = self._create(key)
            fields = self.plan.state[key]
        else:
            page = self.found.pages[key]
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
        source = self.found.pages.get(replace(key, locale=self.clinic.default_locale.language_code))
        for name in page.fact_fields if source else ():
            setattr(page, name, getattr(source, name))
        write_fields(page, self.plan.state[key], self._sources(key))
        parent, slug = self._place(key, page.slug)
        self._make_way(page)
        page.slug = find_available_slug(parent, slug)
        parent.add_child(instance=page)
        self.found.pages[key] = page
        return page

    def _make_way(self, page: ClinicOwnedPage) -> None:
        """Take away an alias that stands for a page, with the aliases below it.

        A synchronized tree makes them; one that holds somebody's own pages becomes a page of its
        own, off line, with another key.
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
        """Return a page's parent and slug; homes lie at the root, told apart by their locale."""
        if key.kind != "home":
            return self.found.pages[Key("home", "", key.locale)], slug
        is_default = key.locale == self.clinic.default_locale.language_code
        slug = self.clinic.slug if is_default else f"{self.clinic.slug}-{key.locale}"
        return Page.objects.get(depth=1), slug

    def _sources(self, key: Key) -> Sources:
        default = self.clinic.default_locale.language_code
        people = {
            other.name: page
            for other, page in self.found.pages.items()
            if other.kind == "practitioner" and other.locale == default
        }
        seed = f"{self.clinic.slug}/{key.page}"
        return Sources(seed, self.images, people)

    def _finish(self) -> None:
        """Set what points to pages, and note what was applied."""
        clinic, state = self.clinic, self._state
        default = clinic.default_locale.language_code
        home = self.found.pages[Key("home", "", default)]
        clinic.home = home
        primary = self.found.pages.get(Key("location", str(state["primary_location"]), default))
        clinic.primary_location = primary or clinic.primary_location
        if any(change.field in {"", "logo"} for change in self.plan.of(CLINIC)):
            clinic.logo = self.images.get(str(state["logo"]))
        clinic.site = self._site(home)
        self._hosts()
        change_origins(clinic=clinic, origins=cast(list[str], state["front_ends"]))
        self._locales()
        self._subscriptions()
        self._remember()

    def _remember(self) -> None:
        """Note what was applied, and save the clinic."""
        self.clinic.applied = {
            "values": self.plan.applied,
            "pages": {name: str(key) for name, key in self.keys.items()},
        }
        self.clinic.save()

    def _site(self, home: Page) -> Site:
        site = self.clinic.site or Site(is_default_site=False, port=SITE_PORT)
        wanted = (self._state["host"], self.clinic.name, home.pk)
        if (site.hostname, site.site_name, site.root_page_id) != wanted:
            site.hostname, site.site_name, site.root_page_id = wanted
            site.full_clean()
            site.save()
        return site

    def _hosts(self) -> None:
        """Write the host rows: the old canonical one steps back before the new one steps in."""
        canonical, others = self._state["host"], self._state["other_hosts"]
        wanted = {str(canonical): True, **dict.fromkeys(others, False)}  # type: ignore[arg-type]
        if wanted == dict(self.found.hosts):
            return
        self.clinic.hosts.exclude(hostname__in=wanted).delete()
        self.clinic.hosts.update(is_canonical=False)
        for hostname, is_canonical in sorted(wanted.items()):
            ClinicHost.objects.update_or_create(
                hostname=hostname, clinic=self.clinic, defaults={"is_canonical": is_canonical}
            )

    def _locales(self) -> None:
        """Write the offered locales; pages of a locale that went stay, out of its owner's sight."""
        codes: Any = self._state["locales"]
        self.clinic.locales.exclude(locale__language_code__in=codes).delete()
        for position, code in enumerate(codes):
            home = self.found.pages.get(Key("home", "", code))
            ClinicLocale.objects.update_or_create(
                clinic=self.clinic,
                locale=ensure_locale(code),
                defaults={"home": home, "position": position},
            )
        for key, page in self.found.pages.items():
            if key.kind == "home" and self.clinic.group:
                change_access = grant_pages if key.locale in codes else withdraw_pages
                change_access(self.clinic.group, page)

    def _subscriptions(self) -> None:
        chosen: Any = self._state["conditions"]
        keys = [] if chosen == ALL else [UUID(key) for key in chosen]
        self.clinic.subscriptions.exclude(condition_key__in=keys).delete()
        there = {*self.clinic.subscriptions.values_list("condition_key", flat=True)}
        Subscription.objects.bulk_create(
            Subscription(clinic=self.clinic, condition_key=key) for key in keys if key not in there
        )
