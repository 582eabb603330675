"""Collections stand in the order of their names, and a new one moves few others."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Collection

from clinic_cms.launching import collection_order
from clinic_cms.launching.collection_order import Siblings, put_in_order
from clinic_cms.launching.collection_places import are_in_order, number_of
from clinic_cms.models import Clinic
from tests.plans import tables_read_widely

NAMES = st.lists(st.text("abé", min_size=1, max_size=3), max_size=6)


@pytest.fixture
def root(db) -> Collection:
    return Collection.get_first_root_node()


def add_last(root: Collection, *names: str) -> list[int]:
    """Add collections behind all others, as a batch does until it ends."""
    last = root.get_last_child()
    place = number_of(last.path) if last else 0
    new = [
        Collection.objects.create(name=name, depth=2, path=Collection._get_path(root.path, 2, at))
        for at, name in enumerate(names, start=place + 1)
    ]
    root.numchild += len(new)
    root.save()
    return [collection.pk for collection in new]


def names_below(root: Collection) -> list[str]:
    return [child.name for child in root.get_children()]


@pytest.mark.parametrize("others_are", [False, True])
@given(before=NAMES, batches=st.lists(NAMES, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_new_ones_are_put_where_their_names_belong(root, others_are, before, batches):
    for batch in (before, *batches):
        put_in_order(root, add_last(root, *batch), others_are=others_are)
        assert are_in_order(root)
        assert names_below(root) == sorted(names_below(root))
        assert Collection.find_problems() == ([], [], [], [], [])
    root.add_child(name="aé")
    assert names_below(root) == sorted(names_below(root))
    root.get_children().delete()
    root.numchild = 0
    root.save()


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=6)
def test_neighbours_make_room_where_there_is_none(root, data):
    with transaction.atomic():
        names = [f"{number:03}" for number in range(90)]
        add_last(root, *names)  # as Wagtail numbers them, without any room
        inside = root.get_children()[50]
        inside.add_child(name="inside")
        for name in data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=30)):
            put_in_order(root, add_last(root, f"{name}+"), others_are=True)
        assert are_in_order(root)
        assert names_below(root) == sorted(names_below(root))
        assert Collection.find_problems() == ([], [], [], [], [])
        assert Collection.objects.get(name="inside").get_parent().pk == inside.pk
        transaction.set_rollback(True)
    root.refresh_from_db()


def test_few_rows_are_read_among_many(root):
    put_in_order(root, add_last(root, *(f"{number:04}" for number in range(2000))))
    new = add_last(root, "1000+")
    with CaptureQueriesContext(connection) as queries:
        put_in_order(root, new, others_are=True)
    assert names_below(root)[1001] == "1000+"
    selects = [each["sql"] for each in queries if "SELECT" in each["sql"]]
    assert not {table for sql in selects for table in tables_read_widely(sql)}
    assert len(selects) < 25


def test_what_is_inside_a_collection_moves_with_it(root):
    first = root.add_child(name="b")
    first.add_child(name="inside")
    put_in_order(root, add_last(root, "a"))
    inside = Collection.objects.get(name="inside")
    assert inside.get_parent().name == "b"


def test_what_is_inside_a_renamed_collection_moves_with_it(root):
    first = root.add_child(name="b")
    first.add_child(name="inside").add_child(name="deeper")
    put_in_order(root, add_last(root, "c", "d"))
    Collection.objects.filter(pk=first.pk).update(name="e")
    put_in_order(root, [first.pk])
    assert names_below(root) == ["c", "d", "e"]
    assert Collection.objects.get(name="deeper").get_parent().get_parent().name == "e"
    assert Collection.find_problems() == ([], [], [], [], [])


def test_others_that_are_out_of_order_are_put_in_order(root):
    add_last(root, "c", "a")
    put_in_order(root, add_last(root, "b"))
    assert names_below(root) == ["a", "b", "c"]


def test_where_there_is_room_only_new_ones_move(root):
    put_in_order(root, add_last(root, "a", "b", "c", "e"))
    paths = dict(Collection.objects.values_list("name", "path"))
    put_in_order(root, add_last(root, "bb", "d"))
    after = dict(Collection.objects.values_list("name", "path"))
    assert {name: after[name] for name in paths} == paths
    assert names_below(root) == ["a", "b", "bb", "c", "d", "e"]


@given(data=st.data(), old=st.integers(0, 300), batches=st.lists(st.integers(1, 20), max_size=40))
def test_few_old_ones_move_wherever_new_ones_come(data, old, batches):
    places = [*range(1, old + 1)]  # as Wagtail numbers them, without any room
    moves = 0
    for size in batches:
        new = [False] * len(places)
        for _one in range(size):
            index = data.draw(st.integers(0, len(new)))
            new.insert(index, True)
            places.insert(index, None)
        changes = Siblings(new, places.__getitem__).changes()
        moves += sum(not new[index] for index in changes)
        places = [changes.get(index, place) for index, place in enumerate(places)]
        assert places == sorted({*places})
    assert moves <= old + 10 * sum(batches)


def test_new_ones_at_the_end_move_no_others():
    places = []
    for _batch in range(300):
        new = [False] * len(places) + [True] * 20
        changes = Siblings(new, places.__getitem__).changes()
        assert {*changes} == {*range(len(places), len(new))}
        places += [changes[index] for index in sorted(changes)]
    assert places[-1] < collection_order.LAST


def test_a_renamed_clinic_moves_to_its_new_place(spec, launched, root):
    root.add_child(name="Mid")
    spec.edit("Kosak Chiropractic", "Zenith").launch()
    assert Clinic.objects.get().collection.name == "Zenith (kosak)"
    assert names_below(root) == ["Library", "Mid", "Zenith (kosak)"]
    root.add_child(name="Nave")
    assert names_below(root) == ["Library", "Mid", "Nave", "Zenith (kosak)"]
