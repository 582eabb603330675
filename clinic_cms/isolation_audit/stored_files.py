"""The files of both clinics: no transaction brings a deleted one back."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from clinic_cms.isolation_audit.canaries import Canaries


class StoredFiles:
    """The files as they were when this was made."""

    def __init__(self) -> None:
        self._folder = Path(settings.MEDIA_ROOT)
        self._contents = {path: path.read_bytes() for path in self._paths()}

    def restore(self, canaries: Canaries) -> Iterator[str]:
        """Bring all files back, and yield which of a clinic's had been deleted or changed."""
        current = {*self._paths()}
        for path in current - self._contents.keys():
            path.unlink()
        for path, content in self._contents.items():
            if path in current and path.stat().st_size == len(content):
                continue
            path.write_bytes(content)
            if canaries.within(path.name.encode()):
                yield f"the file {path.relative_to(self._folder)} was deleted or changed"

    def _paths(self) -> Iterator[Path]:
        return (path for path in self._folder.rglob("*") if path.is_file())
