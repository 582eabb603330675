"""Each part that keeps clinics apart is removed by `make removals`, and a test is named for it."""

import re
from pathlib import Path

from wagtail.permissions import policy_registry

from clinic_cms.tenancy import owners
from clinic_cms.web import middleware
from tests.isolation_audit.removals import REMOVALS

ROOT = Path(__file__).parents[2]
REMOVED = {removal.what for removal in REMOVALS}


def test_each_view_in_place_of_wagtails_is_removed():
    replaced = middleware._view_overrides.keys() | middleware._extensions.keys()
    assert {f"view {name}" for name in replaced} <= REMOVED


def test_each_policy_of_ours_is_removed():
    policies = policy_registry.values_by_class | policy_registry.values_by_exact_class
    ours = {
        f"policy of {model._meta.label}"
        for model, policy in policies.items()
        if type(policy).__module__.startswith("clinic_cms.")
    }
    assert ours <= REMOVED


def test_each_kind_of_owner_is_removed():
    assert {f"owners of {model.__name__}" for model in owners._owners} <= REMOVED


def test_each_removal_is_there_once_and_names_tests_that_exist():
    assert len(REMOVED) == len(REMOVALS)
    for test in {test for removal in REMOVALS for test in removal.tests}:
        file, _colons, name = test.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {name.partition('[')[0] or 'test_'}", text, re.MULTILINE), test
