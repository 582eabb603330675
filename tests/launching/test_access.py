"""What a clinic's owner may do."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Collection, GroupCollectionPermission

from clinic_cms.models import ClinicHomePage, Role
from clinic_cms.tenancy.roles import group_of
from tests.launching.conftest import SPEC, SpecFile


@pytest.fixture
def owner(launched):
    user = get_user_model().objects.create_user("owner")
    user.groups.add(group_of(launched, Role.OWNER))
    return user


def test_an_owner_edits_and_publishes_every_locale_of_their_clinic(owner, launched):
    homes = ClinicHomePage.objects.filter(clinic=launched)
    assert len(homes) == 2
    for home in homes:
        permissions = home.permissions_for_user(owner)
        assert permissions.can_edit()
        assert permissions.can_publish()
        assert permissions.can_add_subpage()
        assert not permissions.can_delete()


def test_an_owner_cannot_touch_another_clinic(owner, tmp_path):
    SpecFile(tmp_path / "other.toml", SPEC.replace("kosak", "other")).launch()
    home = ClinicHomePage.objects.filter(clinic__slug="other").first()
    permissions = home.permissions_for_user(owner)
    assert not permissions.can_edit()
    assert not permissions.can_publish()


def test_an_owner_enters_the_admin_and_uses_the_clinics_own_media(owner, launched):
    assert owner.has_perm("wagtailadmin.access_admin")
    rows = GroupCollectionPermission.objects.filter(group=group_of(launched, Role.OWNER))
    assert {row.collection for row in rows} == {launched.collection}
    assert {row.permission.codename for row in rows} == {
        f"{action}_{model}"
        for action in ("add", "change", "choose")
        for model in ("image", "document")
    }


def test_the_tree_of_collections_is_sound(launched, tmp_path):
    SpecFile(tmp_path / "a.toml", SPEC.replace("kosak", "a").replace("Kosak", "Aa")).launch()
    assert not any(Collection.find_problems())
