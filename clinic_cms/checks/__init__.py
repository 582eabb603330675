"""System checks for settings that would fail later, or serve the wrong clinic."""

from django.core import checks

from clinic_cms.checks.admin_routes import check_admin_routes
from clinic_cms.checks.allauth_setup import check_sign_in
from clinic_cms.checks.cdn import check_cdn
from clinic_cms.checks.plugin import check_setting_keys
from clinic_cms.checks.project import (
    check_app_order,
    check_apps,
    check_authoring_api,
    check_document_form,
    check_files,
    check_health_checks,
    check_languages,
    check_middleware,
    check_network_host,
    check_new_translations,
    check_picture_form,
)
from clinic_cms.checks.rows import (
    check_default_site,
    check_network_host_is_no_clinics,
    check_synchronized_locales,
)
from clinic_cms.checks.sqlite import check_sqlite


def register_checks() -> None:
    """Register these checks with Django; called once, by `apps.py`."""
    for check in (
        check_apps,
        check_app_order,
        check_languages,
        check_network_host,
        check_middleware,
        check_setting_keys,
        check_new_translations,
        check_picture_form,
        check_document_form,
        check_files,
        check_authoring_api,
        check_sign_in,
        check_sqlite,
        check_cdn,
        check_admin_routes,
    ):
        checks.register(check, "clinic_cms")
    checks.register(check_health_checks, "clinic_cms", deploy=True)
    for check in (
        check_synchronized_locales,
        check_network_host_is_no_clinics,
        check_default_site,
    ):
        checks.register(check, "clinic_cms", checks.Tags.database)
