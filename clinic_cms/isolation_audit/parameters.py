"""What the parameters in URLs stand for: by their names, and by the models of the views."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from wagtail import hooks
from wagtail.admin.models import EditingSession
from wagtail.coreutils import get_content_languages
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    Page,
    PageViewRestriction,
    Revision,
    Site,
    Task,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowState,
)
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    Translation,
    TranslationSource,
)

from clinic_cms.isolation_audit.audited_clinic import AuditedClinic
from clinic_cms.isolation_audit.routes import Route
from clinic_cms.models import Clinic, ConditionPage

MODELS: dict[str, type[Model]] = {
    **dict.fromkeys(
        ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"), Page
    ),
    **dict.fromkeys(("document_id", "doc_id"), get_document_model()),
    "revision_id": Revision,
    **dict.fromkeys(("source_id", "translation_source_id"), TranslationSource),
    **dict.fromkeys(("workflow_id", "workflow_pk"), Workflow),
    "image_id": get_image_model(),
    "collection_id": Collection,
    "workflow_state_id": WorkflowState,
    "task_id": Task,
    "task_state_id": TaskState,
    "user_id": get_user_model(),
    "uploaded_file_id": UploadedFile,
    "restriction_id": PageViewRestriction,
    "session_id": EditingSession,
    "translation_id": Translation,
    "string_segment_id": StringSegment,
    "overridable_segment_id": OverridableSegment,
    "site_id": Site,
    "clinic_id": Clinic,
}
"""Of which model's row a parameter is the key."""
KEYS = ("pk", "id", "object_id")
"""Parameters that are a key of the view's own model; of any model, if the view names none."""
NAMED_BY_NONE: dict[str, type[Model]] = {"wagtailadmin_pages:revisions_compare": Page}
"""Of which model's row they are the key in views that are functions."""
APPS = ("app_label", "app_name", "content_type_app_name")
TYPES = ("model_name", "content_type_model_name")
WORDS: dict[str, tuple[str, ...]] = {
    "action_name": (
        *("approve", "reject", "publish", "unpublish", "copy", "delete", "move"),
        *("convert_alias", "copy_for_translation", "create_alias", "revert_to_page_revision"),
    ),
    "filter_spec": ("fill-20x20",),
    "revision_id_a": ("earliest", "live"),
    "revision_id_b": ("live", "latest"),
    "step": ("translate", "sync", "machine"),
    "number": ("1",),
    "code": tuple(get_content_languages()),
}
"""What other parameters may be."""
MANY_MODELS = 8
"""Where the key of any model may stand, so many for one of a known model are tried."""
MANY_WORDS = 8
"""From so many values of other parameters on, each is tried with one row alone."""
Values = dict[str, Any]
Parent = Callable[[Any], tuple[type[Model], Any]]


def assignments(
    route: Route, own: AuditedClinic, other: AuditedClinic, *, most: int
) -> Iterator[Values]:
    """Yield values of a route's parameters that name what is the other clinic's.

    Of each model, at most so many rows are named. Where a route names several rows, all are the
    other's, and then each of them alone, among the own clinic's.
    """
    if route.view_name == "wagtaildocs_serve":
        for key, name in (
            get_document_model()
            .objects.filter(pk__in=other.all_keys(get_document_model()))
            .values_list("pk", "file")
        ):
            yield {"_0": key, "_1": name.rpartition("/")[2]}
        return
    all_words = [*_words(route, other)]
    if len(all_words) > MANY_WORDS:
        most = 1
    for words, model in all_words:
        kinds = {name: _kinds(name, route, model) for name in route.parameters if name not in words}
        texts = {name for name, kind in kinds.items() if kind is None}
        choices = {
            name: _texts(name, other)[: 2 * most]
            if name in texts
            else _keys(kinds[name], other, most)
            for name in kinds
        }
        if not all(choices.values()):
            continue
        yield from (words | values for values in _aligned(choices, kinds))
        if len(choices) > 1 and not texts:
            yield from _mixed(words, kinds, own, other)


def _aligned(choices: dict[str, list[Any]], kinds: dict[str, Any]) -> Iterator[Values]:
    """Yield values that go together: a revision with its page, a segment with its translation."""
    inner = next((name for name, kind in kinds.items() if kind in PARENTS), "")
    for number in range(max(map(len, choices.values()), default=1)):
        values = {name: found[number % len(found)] for name, found in choices.items()}
        if inner and len(values) > 1:
            kind, key = PARENTS[kinds[inner]](values[inner])
            outer = next((name for name in values if kinds[name] is kind), "")
            values |= {outer: key} if outer and key else {}
        yield values


def _page_of(model: type[Model], path: str) -> Parent:
    def parent(key: Any) -> tuple[type[Model], Any]:
        return Page, model._default_manager.filter(pk=key).values_list(path, flat=True).first()

    return parent


def _translation_of(model: type[Model]) -> Parent:
    def parent(key: Any) -> tuple[type[Model], Any]:
        sources = model._default_manager.filter(pk=key).values("source")
        rows = Translation.objects.filter(source__in=sources)
        return Translation, rows.values_list("pk", flat=True).first()

    return parent


PARENTS: dict[Any, Parent] = {
    Revision: _page_of(Revision, "object_id"),
    WorkflowState: _page_of(WorkflowState, "object_id"),
    TaskState: _page_of(TaskState, "workflow_state__object_id"),
    StringSegment: _translation_of(StringSegment),
    OverridableSegment: _translation_of(OverridableSegment),
}
"""What a row belongs to, which URLs name beside it."""


def _mixed(
    words: Values, kinds: dict[str, Any], own: AuditedClinic, other: AuditedClinic
) -> Iterator[Values]:
    for foreign in kinds:
        found = {
            name: _keys(kind, other if name == foreign else own, 1) for name, kind in kinds.items()
        }
        if all(found.values()):
            yield words | {name: keys[0] for name, keys in found.items()}


def _words(route: Route, other: AuditedClinic) -> Iterator[tuple[Values, type[Model] | None]]:
    """Yield values for the parameters that name no row, and the model that they name, if any."""
    names = {name: WORDS[name] for name in route.parameters if name in WORDS}
    app = next((name for name in route.parameters if name in APPS), "")
    kind = next((name for name in route.parameters if name in TYPES), "")
    pairs: Iterator[tuple[Values, type[Model] | None]] = iter([({}, route.model)])
    is_about_rows = not {*KEYS}.isdisjoint(route.parameters)
    if "action" in route.parameters and app and kind:
        pairs = _bulk_actions(app, kind)
    elif app and kind:
        pairs = (
            ({app: model._meta.app_label, kind: model._meta.model_name}, model)
            for model, keys in other.keys.items()
            if keys and (is_about_rows or _has_views_by_type(model))
        )
    for values, model in pairs:
        for words in product(*names.values()):
            yield values | dict(zip(names, words, strict=True)), model


def _has_views_by_type(model: type[Model]) -> bool:
    """Whether views take the type of a row alone: a page, file or task, or one of a project's."""
    kinds = (Page, get_image_model(), get_document_model(), Task)
    is_core = model.__module__.startswith(("wagtail", "django.", "taggit."))
    return issubclass(model, kinds) or not is_core


def _bulk_actions(app: str, kind: str) -> Iterator[tuple[Values, type[Model] | None]]:
    for action in hooks.get_hooks("register_bulk_action"):
        for model in action.models:
            names = {app: model._meta.app_label, kind: model._meta.model_name}
            yield names | {"action": action.action_type}, model


def _kinds(name: str, route: Route, model: type[Model] | None) -> Any:
    """Return of what a parameter is the key: a model, `Model` for any, None if it is a text."""
    if name in MODELS:
        return MODELS[name]
    kind = model or NAMED_BY_NONE.get(route.view_name, Model)
    return kind if name in KEYS else None


def _keys(kind: Any, clinic: AuditedClinic, most: int) -> list[Any]:
    if kind is Model:
        keys = dict.fromkeys(keys[0] for keys in clinic.keys.values() if keys)
        return [*keys][: most * MANY_MODELS]
    return clinic.all_keys(kind)[:most]


def _texts(name: str, clinic: AuditedClinic) -> list[str]:
    """Return slugs, paths and file names that lead to what is a clinic's."""
    if name == "clinic":
        return [clinic.clinic.slug]
    if name == "slug":
        return [page.slug for page in clinic.pages() if isinstance(page, ConditionPage)]
    if name == "path":
        return [*clinic.file_names(), *clinic.page_paths()]
    return ["x"]
