"""Clinics by the thousand, with all their pages: copies of one that a test built, as plain rows."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from wagtail.models import Page

from clinic_cms.models import (
    Clinic,
    ClinicHomePage,
    ClinicHost,
    ClinicLocale,
    ClinicLocation,
    ClinicPage,
    ConditionIndexPage,
    PractitionerPage,
)
from clinic_cms.models.base_page import HOME_PATH_LENGTH

PAGE_TYPES = (ClinicHomePage, ClinicLocation, ClinicPage, ConditionIndexPage, PractitionerPage)
NUMBERED = (Clinic, Page, ClinicHost, ClinicLocale)
PAGE_COLUMNS = {"page_ptr_id", "lead_id", "home_id", "primary_location_id"}
# What a copy does not share with its original, and can do without.
LEFT_OUT = {"latest_revision_id", "live_revision_id", "site_id", "group_id", "collection_id"}


@transaction.atomic
def clone_clinic(clinic: Clinic, count: int) -> None:
    """Add copies of a clinic, whose hosts are `c1.`, `c2.` … of the clinic's own."""
    homes = Page.objects.filter(clinichomepage__clinic=clinic).order_by("path")
    prefixes = [home.path for home in homes]
    pages = [page.pk for home in homes for page in home.get_descendants(inclusive=True)]
    copies = Copies(prefixes)
    for model in (Clinic, Page, *PAGE_TYPES):
        copies.write(model, [clinic.pk] if model is Clinic else pages, count)
    for model in (ClinicHost, ClinicLocale):
        rows = model.objects.filter(clinic=clinic)
        copies.write(model, rows.values_list("pk", flat=True), count)
    copies.root.numchild += count * len(prefixes)
    copies.root.save()
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), NUMBERED):
            cursor.execute(sql)


class Copies:
    """Rows of one clinic, written again with other keys, paths and hosts."""

    def __init__(self, prefixes: list[str]) -> None:
        self.prefixes = prefixes
        self.steps = {model: model.objects.order_by("-pk")[0].pk for model in NUMBERED}
        self.root = Page.objects.get(depth=1)
        last = self.root.get_last_child().path
        self.first = Page._str2int(last[-Page.steplen :]) + 1

    def write(self, model: type[Model], keys: Iterable[int], count: int) -> None:
        rows = _raw_rows(model, [*keys])
        copies = [self.row(model, row, number + 1) for number in range(count) for row in rows]
        if copies:
            names = ", ".join(f'"{name}"' for name in rows[0])
            marks = ", ".join(["%s"] * len(rows[0]))
            insert = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})'
            with connection.cursor() as cursor:
                cursor.executemany(insert, copies)

    def row(self, model: type[Model], row: dict, number: int) -> list:
        """The values of copy `number`."""
        copy = row | dict.fromkeys(row.keys() & LEFT_OUT)
        for column in row.keys() & PAGE_COLUMNS:
            copy[column] = row[column] and row[column] + number * self.steps[Page]
        if "clinic_id" in row:
            copy["clinic_id"] += number * self.steps[Clinic]
        if model in NUMBERED:
            copy["id"] += number * self.steps[model]
        if model is Page:
            copy |= self.place(row, number)
        elif model is Clinic:
            copy["slug"] = f"{row['slug']}-c{number}"
        elif model is ClinicHost:
            copy["hostname"] = f"c{number}.{row['hostname']}"
        return [*copy.values()]

    def place(self, page: dict, number: int) -> dict:
        """Where a copy of a page lies in the tree."""
        path, key = page["path"], page["translation_key"]
        home = self.prefixes.index(path[:HOME_PATH_LENGTH])
        step = self.first + (number - 1) * len(self.prefixes) + home
        start = Page._get_path(self.root.path, self.root.depth + 1, step)
        own_key = uuid5(UUID(str(key)), str(number))
        return {
            "path": start + path[HOME_PATH_LENGTH:],
            "slug": page["slug"] + (f"-c{number}" if len(path) == HOME_PATH_LENGTH else ""),
            "url_path": page["url_path"].replace("/", f"/c{number}-", 1),
            "translation_key": own_key.hex if isinstance(key, str) else own_key,
        }


def _raw_rows(model: type[Model], keys: list[int]) -> list[dict]:
    """The columns as the database has them."""
    columns = [field.column for field in model._meta.local_concrete_fields]
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(["%s"] * len(keys))
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{table}" WHERE "{key}" IN ({marks})', keys)
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
