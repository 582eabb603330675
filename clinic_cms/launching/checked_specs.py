"""Specs that were all checked, and are then launched one after the other."""

import pickle
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from clinic_cms.errors import Mistake, Refused
from clinic_cms.launching import unfinished
from clinic_cms.launching.clinic_launch import ClinicLaunch
from clinic_cms.launching.install import Install
from clinic_cms.launching.spec.loader import read_each, spec_paths


class CheckedSpecs:
    """The specs at some paths, as they were when they were checked: files may change meanwhile.

    They are kept packed, a kilobyte or two for each. Raises Refused with all mistakes in all.
    """

    def __init__(self, paths: Sequence[Path], install: Install, *, force: bool) -> None:
        self.locales: dict[str, None] = {}
        self._install, self._force = install, force
        self._packed: list[bytes] = []
        for file in read_each(spec_paths(paths), install.context):
            self.locales |= dict.fromkeys(file.spec.clinic.locales)
            self._packed.append(zlib.compress(pickle.dumps(file)))
        self._refuse_page_gaps()

    def __len__(self) -> int:
        return len(self._packed)

    def __iter__(self) -> Iterator[ClinicLaunch]:
        for packed in self._packed:
            file = pickle.loads(zlib.decompress(packed))  # noqa: S301 - packed above
            yield ClinicLaunch(file, self._install, force=self._force)

    def _refuse_page_gaps(self) -> None:
        """Refuse the run for texts of specs that print facts which their clinics would lack."""
        mistakes: list[Mistake] = []
        for each in self:
            if unfinished.stated_texts(each.file.spec):
                gaps = each.page_gaps
                mistakes += unfinished.page_gap_mistakes(each.file, each.plan, each.desired, gaps)
        if mistakes:
            raise Refused(mistakes)
