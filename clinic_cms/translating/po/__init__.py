"""PO files: exported for translation agencies, and imported again."""

from clinic_cms.translating.po.exporting import Exported, export_po
from clinic_cms.translating.po.importing import Imported, NamedFile, find_files, import_po

__all__ = ["Exported", "Imported", "NamedFile", "export_po", "find_files", "import_po"]
