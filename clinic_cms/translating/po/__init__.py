"""PO files: exported for translation agencies, and imported again."""
