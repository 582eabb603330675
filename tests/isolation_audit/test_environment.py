"""Nothing is tried on the configured database, nor sent or stored for good."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django_tasks import default_task_backend

from clinic_cms.isolation_audit import environment
from clinic_cms.isolation_audit.environment import (
    NoTestDatabase,
    throwaway_install,
    throwaway_services,
)


def test_the_configured_database_is_refused(monkeypatch):
    for name in ("setup_test_environment", "teardown_test_environment"):
        monkeypatch.setattr(environment, name, lambda: None)
    monkeypatch.setattr(environment, "setup_databases", lambda **_options: [])
    monkeypatch.setattr(environment, "teardown_databases", lambda _names, **_options: None)
    with pytest.raises(NoTestDatabase, match="“default” has no test database"), throwaway_install():
        pytest.fail("The audit began.")


def test_files_are_gone_afterwards():
    with throwaway_services():
        folder = Path(settings.MEDIA_ROOT)
        default_storage.save("note.txt", ContentFile(b"note"))
        assert (folder / "note.txt").exists()
    assert not folder.exists()


def test_tasks_are_kept_and_not_done():
    with throwaway_services():
        assert default_task_backend.results == []
