"""With many clinics, a file is found and judged by indexes alone, whatever there is of others."""

from uuid import UUID

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex
from wagtail.users.models import UserProfile

from clinic_cms.models import Clinic, ClinicHomePage, ClinicHost
from clinic_cms.publishing.statistics import collect_statistics
from tests.cloned_clinics import clone_clinic
from tests.plans import tables_read_widely

pytestmark = pytest.mark.django_db
CLINICS = 3000
Image, Document = get_image_model(), get_document_model()
Rendition = Image.get_rendition_model()
MEDIA = (Image, Rendition, Document, UserProfile)
TABLES = {
    model._meta.db_table for model in (*MEDIA, Clinic, ClinicHost, Collection, Page, ReferenceIndex)
} | {CollectionViewRestriction._meta.db_table}
NAMES = ("c{}.jpg", "c{}.small.jpg", "c{}.pdf", "nothing.jpg")


def add_media(clinics):
    """Give each clinic a collection with a password, and a picture and a document on its home."""
    root = Collection.get_first_root_node()
    folders = Collection.objects.bulk_create(
        Collection(name=clinic.slug, path=Collection._get_path(root.path, 2, number), depth=2)
        for number, clinic in enumerate(clinics, start=1)
    )
    for clinic, folder in zip(clinics, folders, strict=True):
        clinic.collection = folder
    Clinic.objects.bulk_update(clinics, ["collection"], batch_size=500)
    CollectionViewRestriction.objects.bulk_create(
        CollectionViewRestriction(collection=folder, restriction_type="login")
        for folder in folders[:-1]
    )
    size = {"width": 1, "height": 1}
    images = Image.objects.bulk_create(
        Image(title="-", file=f"c{number}.jpg", collection=folder, **size)
        for number, folder in enumerate(folders)
    )
    Rendition.objects.bulk_create(
        Rendition(image=image, filter_spec="x", file=f"c{number}.small.jpg", **size)
        for number, image in enumerate(images)
    )
    documents = Document.objects.bulk_create(
        Document(title="-", file=f"c{number}.pdf", collection=folder)
        for number, folder in enumerate(folders)
    )
    homes = dict(ClinicHomePage.objects.values_list("clinic", "pk"))
    page = ContentType.objects.get_for_model(Page)
    ReferenceIndex.objects.bulk_create(
        ReferenceIndex(
            base_content_type=page,
            content_type=page,
            object_id=str(homes[clinic.pk]),
            to_content_type=ContentType.objects.get_for_model(shown),
            to_object_id=str(shown.pk),
            content_path_hash=UUID(int=shown.pk),
        )
        for clinic, *media in zip(clinics, images, documents, strict=True)
        for shown in media
    )


def test_no_file_makes_the_database_read_more_rows_with_more_clinics(client, kosak):
    clone_clinic(kosak.clinic, CLINICS)
    clinics = [*Clinic.objects.order_by("pk")]
    add_media(clinics)
    collect_statistics(force=True)
    last = len(clinics) - 1
    document = Document.objects.get(file=f"c{last}.pdf")
    paths = [f"/media/{name.format(last)}" for name in NAMES] + [document.url]
    host = f"c{CLINICS}.kosak.example"
    read_widely = {}
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            client.get(path, headers={"host": host})
        [sql] = [query["sql"] for query in queries if "wagtailcore_collection" in query["sql"]]
        if tables := tables_read_widely(sql) & TABLES:
            read_widely[f"{path}: {sql}"] = tables
    assert read_widely == {}
