"""One master's file: front matter, body, and what is wrong with either."""

import hashlib
from pathlib import Path

from clinic_cms.errors import Report
from clinic_cms.importing.library.body import read_body
from clinic_cms.importing.library.checks import check_body, check_front_matter
from clinic_cms.importing.library.front_matter import read_front_matter, split_file
from clinic_cms.importing.library.structure import MasterFile


def read_master(path: Path, text: str, report: Report) -> MasterFile | None:
    """Return what a file holds, unless its front matter cannot be read; mistakes are reported."""
    parts = split_file(text, report)
    if parts is None:
        return None
    head, body, first_line = parts
    front = read_front_matter(head, report)
    sections = read_body(body, first_line, report)
    check_body(sections, text, report)
    if front is None:
        return None
    check_front_matter(front, head, report)
    key, language, _suffix = path.name.split(".")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return MasterFile(path.name, key, language, digest, head, front, sections)
