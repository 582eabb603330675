"""What a clinic's people work in: a collection of their own, and the groups of their roles."""

from wagtail.models import Collection

from clinic_cms.launching.collection_order import put_in_order
from clinic_cms.launching.state.values import collection_name
from clinic_cms.models import Clinic
from clinic_cms.tenancy.roles import ensure_groups


def ensure_access(clinic: Clinic) -> None:
    """Give a clinic its collection and its groups; the clinic's row is not saved."""
    name = collection_name(clinic.name, clinic.slug)
    clinic.collection = _collection_named(name, clinic.collection)
    ensure_groups(clinic)


def _collection_named(name: str, collection: Collection | None) -> Collection:
    """Return a collection of this name: a new one, or one that takes it, in its place by name."""
    if collection is not None and collection.name == name:
        return collection
    root = Collection.objects.select_for_update().order_by("path").first()
    if collection is None:
        return root.add_child(name=name)
    collection.name = name
    collection.save(update_fields=["name"])
    put_in_order(root, [collection.pk])
    return collection
