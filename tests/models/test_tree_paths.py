"""Parts of the page tree as ranges of paths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page

from clinic_cms.models.tree_paths import in_trees, last_path_in, paths_above

steps = st.text(Page.alphabet, min_size=Page.steplen, max_size=Page.steplen)
paths = st.lists(steps, min_size=1, max_size=4).map("".join)


@given(paths, paths)
def test_a_range_holds_a_tree_and_nothing_else(tree, path):
    for each in (path, tree + path):
        assert (tree <= each <= last_path_in(tree)) == each.startswith(tree)


@given(paths)
def test_all_digits_are_treebeards_own(tree):
    """Where other signs sort is up to the database's locale."""
    assert {*last_path_in(tree)} <= {*Page.alphabet}


def test_the_paths_above_a_page_begin_with_the_top():
    assert paths_above("000100020003", "0001") == ["0001", "00010002"]
    assert paths_above("0001", "0001") == []


@pytest.mark.django_db
def test_pages_of_several_trees_are_found_together(kosak, sol):
    trees = [kosak.location.path, kosak.home.path, sol.location.path]
    found = Page.objects.filter(in_trees(trees))
    assert {*found} == {*kosak.home.get_descendants(inclusive=True), sol.location.page_ptr}
    assert not Page.objects.filter(in_trees([])).exists()
