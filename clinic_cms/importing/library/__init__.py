"""Masters as Markdown files, one for each language, and how they are loaded into the Library."""

from clinic_cms.importing.library.files import read_library
from clinic_cms.importing.library.loading import Outcome, Status, find_lacking, load_library
from clinic_cms.importing.library.structure import Article, MasterFile, master_key

__all__ = [
    "Article",
    "MasterFile",
    "Outcome",
    "Status",
    "find_lacking",
    "load_library",
    "master_key",
    "read_library",
]
