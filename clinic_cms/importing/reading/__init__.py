"""From a file to a `Document`: one reader for each kind of file."""

from clinic_cms.importing.reading.files import SUFFIXES, read_document

__all__ = ["SUFFIXES", "read_document"]
