"""Whose a stored file is, and who may read it: found by its name in one query.

A picture or document belongs to the clinic in whose collection it lies, and a picture's smaller
versions belong with it; what lies in no clinic's collection is shared. A clinic's files are found
on its own hosts and on network hosts. What nothing that is online shows is for its clinic's people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex
from wagtail.users.models import UserProfile

from clinic_cms.conf import get_settings
from clinic_cms.models import Clinic, ClinicHost
from clinic_cms.serving.prepared_query import ModelColumns, Parameter, PreparedQuery
from clinic_cms.tenancy.owners import clinics_of
from clinic_cms.tenancy.policies import SEE_ALL, clinics_visible_to, people_visible_to
from clinic_cms.tenancy.sign_in import may_enter

DEEPEST = 12
"""Levels of collections in which files are looked for: what lies deeper is not served."""
PICTURE, RENDITION, DOCUMENT, AVATAR = range(4)
COLUMNS = ("key", "owner", "host_clinic", "is_open", "is_restricted", "is_shown")


@dataclass(frozen=True)
class StoredFile:
    """A file that a host serves, to everyone or to some."""

    model: type[Model]
    """The model in whose field `file` or `avatar` it is."""
    key: int
    """The collection in which it lies; of a portrait in the admin, the user whose it is."""
    owner: int | None
    """The clinic whose it is; None for what is shared."""
    host_clinic: int | None
    """The clinic of the host that was asked; None on a network host."""
    is_restricted: bool
    """Whether its collection has a password, or is for people who are signed in."""
    is_shown: bool
    """Whether something that is online shows it. What is shared counts as shown."""
    is_portrait: bool = False

    @property
    def is_public(self) -> bool:
        """Whether everyone may read it."""
        return self.is_shown and not self.is_restricted

    def is_read_by_staff(self, user: User | AnonymousUser) -> bool:
        """Whether a user may read it, shown or not: the clinic's own people and the agency's."""
        if isinstance(user, AnonymousUser) or not may_enter(user, None):
            return False
        if self.is_portrait:
            return people_visible_to(user).filter(pk=self.key).exists()
        if user.has_perm(SEE_ALL):
            return True
        own = clinics_visible_to(user)
        return self.owner is not None and own.filter(pk=self.owner).exists()


def find_file(name: str, host: str) -> StoredFile | None:
    """Return the file of that name in the storage; None where the host has none. One query."""
    rows = _files.rows(name=name, host=host, **_content_types())
    return _stored(_models()[rows[0][0]], rows[0][1:], host, kind=rows[0][0]) if rows else None


def find_document(pk: int, host: str) -> tuple[Any, StoredFile] | None:
    """Return a document, and as what it is served; None where the host has none. One query."""
    rows = _documents.rows(pk=pk, host=host, **_content_types())
    if not rows:
        return None
    model, row = get_document_model(), rows[0]
    found = _stored(model, row[-len(COLUMNS) :], host)
    document = ModelColumns(model).instance(row[: -len(COLUMNS)])
    return None if found is None else (document, found)


def is_restriction_of(restriction: CollectionViewRestriction, host: str) -> bool:
    """Whether a host serves files of the collection that a restriction protects. Three queries."""
    if host in get_settings().NETWORK_HOSTS:
        return True
    clinic = ClinicHost.objects.filter(hostname=host).values_list("clinic", flat=True).first()
    owner = clinics_of(Collection, [restriction.collection_id]).get(restriction.collection_id)
    return clinic is not None and owner in {None, clinic}


def _stored(
    model: type[Model], row: tuple[Any, ...], host: str, kind: int = DOCUMENT
) -> StoredFile | None:
    key, owner, host_clinic, is_open, is_restricted, is_shown = row
    is_here = host_clinic is not None and owner in {None, host_clinic}
    if not is_here and host not in get_settings().NETWORK_HOSTS:
        return None
    if kind == AVATAR:
        return StoredFile(model, key, None, host_clinic, True, is_shown=False, is_portrait=True)
    shown = owner is None or (bool(is_open) and bool(is_shown))
    return StoredFile(model, key, owner, host_clinic, bool(is_restricted), is_shown=shown)


def _models() -> tuple[type[Model], ...]:
    image: Any = get_image_model()
    return image, image.get_rendition_model(), get_document_model(), UserProfile


def _content_types() -> dict[str, int]:
    """Return what the reference index calls pages, pictures and documents."""
    models = {"page": Page, "picture": get_image_model(), "document": get_document_model()}
    types = ContentType.objects.get_for_models(*models.values(), for_concrete_models=False)
    return {name: types[model].pk for name, model in models.items()}


class _Head(Func):
    """The beginning of a text, so many characters long."""

    function = "SUBSTR"
    template = "%(function)s(%(expressions)s, 1, %(length)s)"
    output_field = CharField()


def _owners(path: OuterRef) -> QuerySet[Clinic]:
    """Return the clinics in whose collections a collection lies, the innermost first."""
    clinics = Clinic.objects.filter(collection__path__in=_at_and_above(path))
    return clinics.order_by("-collection__path")


def _at_and_above(path: OuterRef) -> list[_Head]:
    step = Collection.steplen
    return [_Head(path, length=step * depth) for depth in range(1, DEEPEST + 1)]


def _answered(rows: QuerySet[Any], member: str, content_type: str) -> QuerySet[Any]:
    """Add `COLUMNS` to rows of files; `member` leads to the picture or document, with "__"."""
    path = OuterRef(f"{member}collection__path")
    hosts = ClinicHost.objects.filter(hostname=Parameter("host", ClinicHost, "hostname"))
    restrictions = CollectionViewRestriction.objects.exclude(
        restriction_type=CollectionViewRestriction.NONE
    )
    return rows.filter(**{f"{member}collection__depth__lte": DEEPEST}).annotate(
        key=F(f"{member}collection_id"),
        owner=Subquery(_owners(path).values("pk")[:1]),
        host_clinic=Subquery(hosts.values("clinic")[:1]),
        is_open=Exists(_owners(path).filter(retired_at=None).order_by()),
        is_restricted=Exists(restrictions.filter(collection__path__in=_at_and_above(path))),
        is_shown=_is_shown(f"{member}pk", content_type),
    )


def _is_shown(pk: str, content_type: str) -> Any:
    """Return whether a live page shows it, or a logo, or what is no page and has no drafts."""
    kind = Parameter("page", ReferenceIndex, "base_content_type")
    # Keys of other models need not be numbers, and must not be read as such.
    page_id = Case(When(base_content_type=kind, then=Cast("object_id", BigIntegerField())))
    live = Page.objects.filter(pk=OuterRef("page_id"), live=True).order_by()
    references = ReferenceIndex.objects.filter(
        to_content_type=Parameter(content_type, ReferenceIndex, "to_content_type"),
        to_object_id=Cast(OuterRef(pk), CharField()),
    ).alias(page_id=page_id)
    shown = Exists(references.filter(Q(page_id=None) | Exists(live)))
    if content_type == "document":
        return shown
    # Wagtail does not always keep what a clinic refers to: see `launching.page_rows`.
    logos = Clinic.objects.filter(logo=OuterRef(pk)).order_by()
    return Case(When(Exists(logos), then=Value(True)), default=shown, output_field=BooleanField())


def _build_files(_shape: None) -> QuerySet[Any, Any]:
    first, *others = _branches()
    return first.union(*others, all=True)


def _branches() -> Iterator[QuerySet[Any, Any]]:
    image, rendition, document, profile = _models()
    for kind, model, member in (
        (PICTURE, image, ""),
        (RENDITION, rendition, "image__"),
        (DOCUMENT, document, ""),
    ):
        named = model._default_manager.filter(file=Parameter("name", model, "file")).order_by()
        content_type = "document" if kind == DOCUMENT else "picture"
        yield _kind(_answered(named, member, content_type), kind)
    hosts = ClinicHost.objects.filter(hostname=Parameter("host", ClinicHost, "hostname"))
    false = Value(False, output_field=BooleanField())
    yield _kind(
        profile._default_manager.filter(avatar=Parameter("name", profile, "avatar")).annotate(
            key=F("user_id"),
            owner=Value(None, output_field=BigIntegerField()),
            host_clinic=Subquery(hosts.values("clinic")[:1]),
            is_open=false,
            is_restricted=false,
            is_shown=false,
        ),
        AVATAR,
    )


def _kind(rows: QuerySet[Any], kind: int) -> QuerySet[Any, Any]:
    return rows.annotate(kind=Value(kind)).values_list("kind", *COLUMNS)


def _build_documents(_shape: None) -> QuerySet[Any, Any]:
    model = get_document_model()
    rows = model._default_manager.filter(pk=Parameter("pk", model, model._meta.pk.name))
    names = ModelColumns(model).names
    return _answered(rows.order_by(), "", "document").values_list(*names, *COLUMNS)


_files = PreparedQuery(Collection, _build_files)
_documents = PreparedQuery(Collection, _build_documents)
