"""The ids of what can be wrong in a master's file."""

from clinic_cms.errors import error_id

DIRECTORY = error_id("clinic_cms.A001")
FILE_NAME = error_id("clinic_cms.A002")
FRONT_MATTER = error_id("clinic_cms.A003")
UNKNOWN_KEY = error_id("clinic_cms.A004")
VALUE = error_id("clinic_cms.A005")
SECTION = error_id("clinic_cms.A006")
BLOCK_KIND = error_id("clinic_cms.A007")
BRACES = error_id("clinic_cms.A008")
MARKDOWN = error_id("clinic_cms.A009")
EVIDENCE = error_id("clinic_cms.A010")
BLOCK = error_id("clinic_cms.A011")
MERGE_TAG = error_id("clinic_cms.A012")
TRANSLATION = error_id("clinic_cms.A013")
RELATED = error_id("clinic_cms.A014")
SLUG = error_id("clinic_cms.A015")
NO_PARSER = error_id("clinic_cms.A016")
REFUSED = error_id("clinic_cms.A017")
