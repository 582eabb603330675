"""What all our pages share: merge tags, the publishing gate, and whose page it is."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from clinic_cms.formats.slugs import slugify
from clinic_cms.merge import Problem, check, required
from clinic_cms.models import gates
from clinic_cms.models.cache_version import SHARED, clinic_scope, lock
from clinic_cms.models.clinic import Clinic
from clinic_cms.models.content_paths import MergeText, locate_field, texts_in_stream
from clinic_cms.models.first_revision import write_first_revision
from clinic_cms.models.front_end import BUILT_IN, FRONT_END
from clinic_cms.models.gates import ClinicPageForm, MergePageForm
from clinic_cms.models.save_checks import check_saved
from clinic_cms.models.site_urls import LinkedPage
from clinic_cms.models.tree_paths import in_tree
from clinic_cms.models.validators import tags_in_facts

INTRO_FEATURES = ["bold", "italic", "link", "merge-tags"]
TEXT_FEATURES = ["bold", "italic", "link", "ul", "merge-tags"]
"""What an editor may use in a page's rich texts."""
HOME_PATH_LENGTH = 2 * Page.steplen
"""Length of the tree path of a clinic's home: a child of Wagtail's root."""
KINDS = ("clinicpage", "conditionindexpage", "cliniclocation__lead", "practitionerpage")
"""The types of pages below a home, as joins from Wagtail's page."""


def synchronized(*names: str) -> list[SynchronizedField]:
    """Return wagtail-localize's rule for fields that a translation takes from its source."""
    return [SynchronizedField(name, overridable=False) for name in names]


def is_past(moment: datetime | None) -> bool:
    """Whether a page's expiry has passed."""
    return moment is not None and moment <= timezone.now()


def readable() -> models.Q:
    """Return the condition for pages that patients may read: live, not past their expiry, no alias.

    The scheduler unpublishes once a minute or so; until then, the clock decides here. An alias in
    another locale would show the source's text under that locale's URL.
    """
    in_time = models.Q(expire_at__isnull=True) | models.Q(expire_at__gt=timezone.now())
    return models.Q(live=True, alias_of__isnull=True) & in_time


def child_of(page: Page, slug: str) -> Page:
    """Return a readable child as its own type; raises Http404. Two queries, whatever the type.

    Its slug is no condition of the first: by that, a database would go through the pages of all
    clinics that have it.
    """
    below = Page.objects.filter(in_tree(page.path), depth=page.depth + 1)
    pks = [pk for pk, name in below.order_by().values_list("pk", "slug") if name == slug]
    child = next(filter(None, map(readable_page, pks)), None)
    if child is None:
        raise Http404
    return child


def readable_page(pk: int) -> Page | None:
    """Return a page that patients may read, as its own type. One query, whatever the type."""
    page = Page.objects.filter(pk=pk).select_related(*KINDS).first()
    if page is None or not page.live or page.alias_of_id is not None or is_past(page.expire_at):
        return None
    joined: Page | None = getattr(page, page.cached_content_type.model, None)
    return joined or page.specific


class GatedPublication(PublishPageRevisionAction):
    """Wagtail's own publication of a revision, once no gate refuses it."""

    def execute(self, skip_permission_checks: bool = False) -> Any:
        with gates.publication(self.object):
            return super().execute(skip_permission_checks=skip_permission_checks)


class MergePage(LinkedPage):
    """A page whose texts are filled with a clinic's facts when it is served."""

    plain_fields: ClassVar[tuple[str, ...]] = ("title", "seo_title", "search_description")
    rich_fields: ClassVar[tuple[str, ...]] = ()
    stream_fields: ClassVar[tuple[str, ...]] = ()
    picture_fields: ClassVar[tuple[str, ...]] = ()
    """Fields with pictures, besides those in its streams."""
    listed_fields: ClassVar[tuple[str, ...]] = ("title",)
    """What other pages show of it in their lists."""
    proper_names: ClassVar[tuple[str, ...]] = ()
    """Fields that hold names, which may be the same in every language."""

    slug: str
    saved_at = models.DateTimeField(auto_now=True)
    """Changes with every write of the row: the version of its compiled form in the cache."""

    unsaved_source: "MergePage | None" = None
    """The page that this one translates, while neither has a row yet by which it could be found."""

    base_form_class = MergePageForm
    private_page_options: list[str] = []
    search_auto_update = False
    """`publishing.search_index` updates the index instead."""

    class Meta:
        abstract = True

    def _set_core_field_defaults(self) -> None:
        """Make a missing slug of the title by our rule; Wagtail would by Django's.

        Raises ValidationError where none can be made.
        """
        parent_is_known = self.path or getattr(self, "_cached_parent_obj", None)
        if parent_is_known and self.title and not self.slug:
            slug = slugify(self.title)
            if not slug:
                message = gettext("No slug can be made of “%(value)s”.") % {"value": self.title}
                raise ValidationError({"slug": message})
            self.slug = self._get_autogenerated_slug(slug)
        super()._set_core_field_defaults()

    @property
    def is_readable(self) -> bool:
        """Whether this row meets the condition of `readable`."""
        return self.live and self.alias_of_id is None and not is_past(self.expire_at)

    @classmethod
    def written_facts(cls) -> tuple[str, ...]:
        """Return the fields that are facts: they fill merge tags, so they hold none."""
        return ()

    def merge_texts(self) -> Iterator[MergeText]:
        """Yield the page's texts that may hold merge tags, in the order of its fields."""
        for name in self.plain_fields:
            yield MergeText(name, getattr(self, name) or "", rich=False)
        for name in self.rich_fields:
            yield MergeText(name, getattr(self, name) or "", rich=True)
        for name in self.stream_fields:
            yield from texts_in_stream(self, name)

    def checked_texts(self) -> Iterator[MergeText]:
        """Yield all texts that must not state another clinic's facts."""
        yield from self.merge_texts()

    def merge_problems(self) -> Iterator[tuple[str, Problem]]:
        """Yield (place, problem) for each broken merge tag; the place is named as in the editor."""
        for item in self.merge_texts():
            for problem in check(item.text, rich=item.rich):
                yield locate_field(self, item.path).label, problem

    def facts_required(self) -> frozenset[str]:
        """Return the variables that the page prints without checking that they have a value."""
        plain, rich = self.plain_and_rich_texts()
        return required(plain) | required(rich, rich=True)

    def plain_and_rich_texts(self) -> tuple[list[str], list[str]]:
        """Return the texts that may hold merge tags: the plain ones, and those in HTML."""
        texts = list(self.merge_texts())
        plain = [item.text for item in texts if not item.rich]
        return plain, [item.text for item in texts if item.rich]

    @property
    def scope(self) -> str:
        """The scope of its cache version: its clinic's, or the shared one."""
        clinic_id = getattr(self, "clinic_id", None)
        return SHARED if clinic_id is None else clinic_scope(clinic_id)

    @transaction.atomic
    def add_child(self, **kwargs: Any) -> Any:
        """Add a page below this one: its scope is locked before treebeard locks this row."""
        lock(self.scope)
        return super().add_child(**kwargs)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete the page: its scope is locked before treebeard locks the parent's row."""
        lock(self.scope)
        return super().delete(*args, **kwargs)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        super().clean_fields(exclude)
        # A revision was checked when it was made.
        if not gates.is_being_published(self):
            self._check_saved(exclude)

    def _check_saved(self, exclude: Collection[str] | None = None) -> None:
        check_saved(self, getattr(self, "clinic_id", None), exclude)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; raises ValidationError if a live page would say what it must not."""
        if self.live and self.pk and kwargs.get("update_fields") is None:
            gates.check_write(self)
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save a draft, after what a launch has published; raises ValidationError."""
        if not kwargs.get("clean", True):
            self._check_saved()
        self.keep_first_revision()
        return super().save_revision(*args, **kwargs)

    def keep_first_revision(self) -> None:
        """Save a page that was published without a revision as its first one."""
        if self.latest_revision_id is None and self.first_published_at is not None:
            with transaction.atomic():
                write_first_revision(self)

    def publish(
        self, revision: Any, *args: Any, skip_permission_checks: bool = False, **kwargs: Any
    ) -> Any:
        """Publish a revision if no gate refuses it; raises ValidationError."""
        action = GatedPublication(revision, *args, **kwargs)
        return action.execute(skip_permission_checks=skip_permission_checks)

    def get_url(self, request: Any = None, current_site: Site | None = None) -> str | None:
        """Return the page's path on its own site, and elsewhere its full URL.

        Wagtail would go through the root paths of all sites first, to count them.
        """
        parts = self.get_url_parts(request=request)
        if parts is None:
            return None
        site_id, root_url, path = parts
        if current_site is None and request is not None:
            current_site = Site.find_for_request(request)
        is_own = current_site is not None and current_site.pk == site_id
        return f"{'' if is_own else root_url}{path}"

    url = property(get_url)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Render a draft through the same hooks as a request for the live page."""
        # Wagtail's views can only be imported once all models are loaded.
        from wagtail.views import serve_chain

        request.preview_mode = mode_name  # type: ignore[attr-defined]
        chain = serve_chain
        for hook in reversed(hooks.get_hooks("on_serve_page")):
            chain = hook(chain)
        return chain(self, request, [], {})


@gates.register
def no_tags_in_facts(page: MergePage) -> Iterable[ValidationError]:
    """Refuse a page of facts, a location or practitioner, with a merge tag in one of them."""
    facts = {name: getattr(page, name) for name in page.written_facts()}
    for name, error in tags_in_facts(facts).items():
        yield ValidationError(f"{name}: {error.message}", code=error.code)


@gates.register
def no_broken_tags(page: MergePage) -> Iterable[ValidationError]:
    """Refuse a page with a merge tag that could not be filled."""
    for place, problem in page.merge_problems():
        yield ValidationError(f"{place}: {problem.message}", code=problem.id)


class ClinicOwnedPage(MergePage):
    """A page in a clinic's own tree. Its facts, if any, are read in the default locale only."""

    fact_fields: ClassVar[tuple[str, ...]] = ()

    clinic = models.ForeignKey(
        Clinic,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("clinic"),
    )

    base_form_class = ClinicPageForm

    class Meta:
        abstract = True

    @classmethod
    def written_facts(cls) -> tuple[str, ...]:
        return cls.fact_fields

    @property
    def holds_facts(self) -> bool:
        """Whether this is the row, among its translations, whose facts are read."""
        if self.clinic is None:
            return True
        # A new page has no locale until it is added below another.
        return self.locale_id in {None, self.clinic.default_locale_id}

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Where drafts can be previewed: in the clinic's front end first, if it has one."""
        if self.clinic is None or not self.clinic.preview_url:
            return super().preview_modes
        return [(FRONT_END, _("Front end")), (BUILT_IN, _("Built-in website"))]

    def take_name(self) -> None:
        """Copy a title that is a fact from the page that holds the facts; a draft's may be old."""
        if "title" in self.written_facts() and self.clinic is not None:
            rows = Page.objects.filter(translation_key=self.translation_key)
            holders = rows.filter(locale_id=self.clinic.default_locale_id)
            for title in holders.values_list("title", flat=True):
                self.title = title

    def adopt_clinic_of(self, parent: Page | None) -> None:
        """Set the clinic to that of a page that this one is, or will be, a child of."""
        if parent is not None and len(parent.path) >= HOME_PATH_LENGTH:
            home = Page.objects.filter(path=parent.path[:HOME_PATH_LENGTH])
            self.clinic = Clinic.objects.filter(
                pk__in=home.values("clinichomepage__clinic")
            ).first()

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find this page or one below it, by the clock as well as by its state."""
        if not path_components:
            return super().route(request, path_components)
        slug, *rest = path_components
        return child_of(self, slug).route(request, rest)

    def save(self, *args: Any, **kwargs: Any) -> None:
        # A copy has its original's clinic: its place in the tree decides.
        if self._state.adding and len(self.path) > HOME_PATH_LENGTH:
            self.adopt_clinic_of(self)
        super().save(*args, **kwargs)

    def can_move_to(self, parent: Page) -> bool:
        """Whether a page stays in its clinic's tree: its facts and links are that clinic's."""
        same = self.path[:HOME_PATH_LENGTH] == parent.path[:HOME_PATH_LENGTH]
        return same and super().can_move_to(parent)
