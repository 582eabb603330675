"""The ids of what can be wrong in a PO file."""

from clinic_cms.errors import error_id

FILES = error_id("clinic_cms.P010")
ENCODING = error_id("clinic_cms.P011")
SYNTAX = error_id("clinic_cms.P012")
HEADER = error_id("clinic_cms.P013")
LOCALE = error_id("clinic_cms.P014")
ARTICLE = error_id("clinic_cms.P015")
CUT_OFF = error_id("clinic_cms.P016")
TWICE = error_id("clinic_cms.P017")
UNKNOWN_TEXT = error_id("clinic_cms.P018")
PLURAL = error_id("clinic_cms.P019")
TAGS = error_id("clinic_cms.P020")
MARKUP = error_id("clinic_cms.P021")
EDGES = error_id("clinic_cms.P022")
CONTROL = error_id("clinic_cms.P023")
TOO_LONG = error_id("clinic_cms.P024")
ADDRESS = error_id("clinic_cms.P025")
CLINIC = error_id("clinic_cms.P026")
ADDRESS_TAKEN = error_id("clinic_cms.P027")
