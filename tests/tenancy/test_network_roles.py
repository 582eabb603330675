"""The groups of those who work for the network."""

import pytest
from django.contrib.auth.models import Group, User
from wagtail.models import Collection, GroupPagePermission

from clinic_cms.launching.network import ensure_library, plan_network, prepare_network
from clinic_cms.models import NetworkRole
from tests.factories import locale

pytestmark = pytest.mark.django_db


def test_a_group_that_has_the_name_already_gets_no_rights():
    members = Group.objects.create(name="Agency")
    prepare_network()
    assert not members.permissions.exists()
    assert NetworkRole.objects.get(role="agency").group.name == "Agency (network)"


def test_the_library_of_another_language_is_granted_when_it_is_made():
    prepare_network()
    spanish = ensure_library(locale("es"))
    editor = User.objects.create_user("editor")
    editor.groups.add(NetworkRole.objects.get(role="library_editor").group)
    assert spanish.permissions_for_user(editor).can_edit()


def test_what_an_agency_has_changed_stays():
    prepare_network()
    group = NetworkRole.objects.get(role="library_editor").group
    group.name = "Writers"
    group.save()
    GroupPagePermission.objects.filter(group=group).delete()
    assert plan_network() == prepare_network() == []
    assert not GroupPagePermission.objects.filter(group=group).exists()


def test_a_library_that_was_there_before_the_groups_is_granted():
    spanish = ensure_library(locale("es"))
    prepare_network()
    reviewer = User.objects.create_user("reviewer")
    reviewer.groups.add(NetworkRole.objects.get(role="clinical_reviewer").group)
    assert spanish.permissions_for_user(reviewer).can_publish()


def test_a_collection_for_the_librarys_pictures_is_kept():
    own = Collection.get_first_root_node().add_child(name="Library")
    prepare_network()
    assert [*Collection.objects.filter(name="Library")] == [own]
