"""How many rows a query reads to find those that are asked for."""

import re
from collections.abc import Iterator

from django.db import connection

MANY = 500
"""Rows of one table: more than any clinic's, and fewer than those of all."""
WIDE = {"locale_id", "alias_of_id", "content_type_id", "owner_id", "live", "depth", "slug"}
"""Columns in which very many pages have the same value: an index of one finds them all."""
NARROW = ("clinic_cms_page_root", "clinic_cms_collection_root", "clinic_cms_revision_scheduled")
"""Indexes of few rows, whatever their columns."""
NAMED = re.compile(r'(?:FROM|JOIN) "(\w+)"(?: "?([A-Z]+\d+)"?)?')
INDEX = re.compile(r"USING (?:COVERING )?INDEX (\w+)")
CONDITION = re.compile(r"(\w+)[=<>]")


def tables_read_widely(sql: str) -> set[str]:
    """The tables of which a SELECT, its parameters filled in, reads more rows with each clinic."""
    read = _by_sqlite if connection.vendor == "sqlite" else _by_postgres
    return {*read(sql)}


def indexes_used(sql: str) -> set[str]:
    """The indexes by which a SELECT finds its rows, in tables that are not worth reading whole."""
    if connection.vendor == "sqlite":
        steps = _explain(f"EXPLAIN QUERY PLAN {sql}")
        return {name for *_numbers, step in steps for name in INDEX.findall(step)}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        steps = [*_steps(f"EXPLAIN (FORMAT JSON) {sql}")]
        cursor.execute("SET LOCAL enable_seqscan = on")
    return {step["Index Name"] for step in steps if "Index Name" in step}


def _by_sqlite(sql: str) -> Iterator[str]:
    """Tables that it scans, or searches by columns of which each value stands in very many rows."""
    aliases = {alias: table for table, alias in NAMED.findall(sql) if alias}
    for *_numbers, step in _explain(f"EXPLAIN QUERY PLAN {sql}"):
        verb, name, *how = f"{step} -".split(maxsplit=2)  # "MERGE" has nothing to say.
        if any(index in step for index in NARROW):
            continue
        is_search = verb == "SEARCH" and {*CONDITION.findall("".join(how))} <= WIDE
        if verb == "SCAN" or is_search:
            yield aliases.get(name, name)


def _by_postgres(sql: str) -> Iterator[str]:
    """Tables of which it read many rows, those included that did not match."""
    for step in _steps(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}"):
        rows = step["Actual Rows"] + step.get("Rows Removed by Filter", 0)
        if rows * step["Actual Loops"] > MANY:
            yield step.get("Relation Name", step.get("Index Name", ""))


def _steps(sql: str) -> Iterator[dict]:
    """The steps of PostgreSQL's plan."""
    [(plans,)] = _explain(sql)
    steps = [entry["Plan"] for entry in plans]
    while steps:
        step = steps.pop()
        steps += step.get("Plans", ())
        yield step


def _explain(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
