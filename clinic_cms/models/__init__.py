"""The tables: clinics and their pages."""

from clinic_cms.models.api_token import TokenScope
from clinic_cms.models.approval import Approval
from clinic_cms.models.article_note import Answer, ArticleNote, NoteKind
from clinic_cms.models.base_page import ClinicOwnedPage, MergePage
from clinic_cms.models.cache_version import SHARED, CacheVersion, clinic_scope
from clinic_cms.models.clinic import Clinic, ClinicHost, ClinicLocale, Subscription
from clinic_cms.models.clinic_fact import ClinicFact
from clinic_cms.models.condition import SECTIONS, ConditionPage, LibraryPage
from clinic_cms.models.due import DueJob
from clinic_cms.models.earlier_slug import EarlierSlug
from clinic_cms.models.front_end import ClinicOrigin, PreviewDraft
from clinic_cms.models.invitation import Invitation
from clinic_cms.models.location import ClinicLocation
from clinic_cms.models.log_origin import LogOrigin
from clinic_cms.models.pages import ClinicHomePage, ClinicPage, ConditionIndexPage, PageRole
from clinic_cms.models.practitioner import PractitionerPage
from clinic_cms.models.role_groups import ClinicRole, NetworkRole, Role
from clinic_cms.models.translation import TranslationRecord
from clinic_cms.models.webhook import WebhookDelivery, WebhookEndpoint, WebhookEvent

__all__ = [
    "SECTIONS",
    "SHARED",
    "Answer",
    "Approval",
    "ArticleNote",
    "CacheVersion",
    "Clinic",
    "ClinicFact",
    "ClinicHomePage",
    "ClinicHost",
    "ClinicLocale",
    "ClinicLocation",
    "ClinicOrigin",
    "ClinicOwnedPage",
    "ClinicPage",
    "ClinicRole",
    "ConditionIndexPage",
    "ConditionPage",
    "DueJob",
    "EarlierSlug",
    "Invitation",
    "LibraryPage",
    "LogOrigin",
    "MergePage",
    "NetworkRole",
    "NoteKind",
    "PageRole",
    "PractitionerPage",
    "PreviewDraft",
    "Role",
    "Subscription",
    "TokenScope",
    "TranslationRecord",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
    "clinic_scope",
]
