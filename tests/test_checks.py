"""System checks for wrong set-ups."""

import pytest
from django.core.checks import registry
from wagtail.models import Site
from wagtail_localize.models import LocaleSynchronization

from clinic_cms import checks
from tests.factories import locale


def ids(messages):
    return [message.id for message in messages]


def test_the_reference_install_is_set_up_right(settings):
    every = (
        checks.check_apps,
        checks.check_languages,
        checks.check_network_host,
        checks.check_middleware,
        checks.check_health_checks,
        checks.check_setting_keys,
        checks.check_app_order,
        checks.check_new_translations,
        checks.check_picture_form,
        checks.check_document_form,
        checks.check_sign_in,
        checks.check_sqlite,
    )
    assert [message for check in every for message in check()] == []


def test_a_missing_app_is_named(monkeypatch):
    monkeypatch.setattr(
        checks.project, "NEEDED_APPS", ("wagtail.admin", "wagtail.contrib.styleguide")
    )
    [message] = checks.check_apps()
    assert message.id == "clinic_cms.E001"
    assert "wagtail.contrib.styleguide" in message.hint


@pytest.mark.parametrize(
    ("name", "value"), [("WAGTAIL_CONTENT_LANGUAGES", []), ("WAGTAIL_I18N_ENABLED", False)]
)
def test_missing_languages_are_reported(settings, name, value):
    setattr(settings, name, value)
    assert ids(checks.check_languages()) == ["clinic_cms.E002"]


def test_pictures_that_are_not_checked_on_upload_are_reported(settings):
    settings.WAGTAILIMAGES_IMAGE_FORM_BASE = ""
    assert ids(checks.check_picture_form()) == ["clinic_cms.W012"]


def test_a_form_of_documents_that_lists_all_collections_is_reported(settings):
    settings.WAGTAILDOCS_DOCUMENT_FORM_BASE = ""
    assert ids(checks.check_document_form()) == ["clinic_cms.W016"]


def test_a_missing_network_host_is_reported(settings):
    settings.CLINIC_CMS = {}
    assert ids(checks.check_network_host()) == ["clinic_cms.E003"]


def test_a_missing_middleware_is_reported(settings):
    settings.MIDDLEWARE = []
    assert ids(checks.check_middleware()) == ["clinic_cms.E004"]


@pytest.mark.parametrize("middleware", [[], [checks.project.MIDDLEWARE, checks.project.HEALTH]])
def test_health_checks_that_are_not_answered_first_are_reported(settings, middleware):
    settings.MIDDLEWARE = middleware
    assert ids(checks.check_health_checks()) == ["clinic_cms.W013"]


def test_pages_that_a_cdn_keeps_and_no_one_purges_are_reported(settings):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "CDN_MAX_AGE": 60}
    assert ids(checks.check_cdn()) == ["clinic_cms.W015"]
    settings.WAGTAILFRONTENDCACHE = {
        "default": {"BACKEND": "tests.cdn.Cdn"},
    }
    assert checks.check_cdn() == []


def test_an_unknown_key_is_reported_with_the_known_ones(settings):
    settings.CLINIC_CMS = {"NETWORK_HOST": "a.example"}
    [message] = checks.check_setting_keys()
    assert message.id == "clinic_cms.E005"
    assert "NETWORK_HOSTS" in message.hint


@pytest.mark.django_db
def test_a_default_site_that_is_a_clinics_is_reported(kosak):
    kosak.clinic.site = Site.objects.create(
        hostname=kosak.host, root_page=kosak.home, is_default_site=False
    )
    kosak.clinic.save()
    assert checks.check_default_site(databases=["default"]) == []
    Site.objects.update(is_default_site=False)
    Site.objects.filter(pk=kosak.clinic.site_id).update(is_default_site=True)
    [message] = checks.check_default_site(databases=["default"])
    assert message.id == "clinic_cms.E006"
    assert "kosak" in message.msg


@pytest.mark.parametrize(
    "values",
    [
        {"NETWORK_HOSTS": "a.example"},
        {"NETWORK_HOSTS": ["https://a.example:8000/"]},
        {"NETWORK_HOSTS": ["a.example"], "PORT": "8000"},
        {"NETWORK_HOSTS": ["a.example"], "SCHEME": "ftp"},
        {"NETWORK_HOSTS": ["a.example"], "RATE_LIMIT": "600"},
        {"NETWORK_HOSTS": ["a.example"], "CACHE": "nowhere"},
        {"NETWORK_HOSTS": ["a.example"], "WEBHOOKS_ALLOWED_NETWORKS": "10.0.0.0/8"},
        {"NETWORK_HOSTS": ["a.example"], "WEBHOOKS_KEEP_DAYS": "30"},
    ],
)
def test_a_value_of_the_wrong_kind_is_reported(settings, values):
    settings.CLINIC_CMS = values
    [message] = checks.check_setting_keys()
    assert message.id == "clinic_cms.E008"


def test_the_plugin_after_wagtails_admin_is_reported(monkeypatch):
    configs = list(reversed(list(checks.project.apps.get_app_configs())))
    monkeypatch.setattr(checks.project.apps, "get_app_configs", lambda: configs)
    assert ids(checks.check_app_order()) == ["clinic_cms.E007"]


@pytest.mark.django_db
def test_a_network_host_that_is_a_clinics_is_reported(kosak, settings):
    assert checks.check_network_host_is_no_clinics(databases=["default"]) == []
    settings.CLINIC_CMS = {"NETWORK_HOSTS": [kosak.host]}
    assert checks.check_network_host_is_no_clinics() == []
    [message] = checks.check_network_host_is_no_clinics(databases=["default"])
    assert message.id == "clinic_cms.E009"


@pytest.mark.parametrize("value", [True, None])
def test_translations_that_would_start_live_are_reported(settings, value):
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = value
    assert ids(checks.check_new_translations()) == ["clinic_cms.E010"]
    del settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE
    assert ids(checks.check_new_translations()) == ["clinic_cms.E010"]


@pytest.mark.parametrize("url", ["https://cdn.example/", "/uploads/", "/"])
def test_files_that_another_view_or_host_serves_are_reported(settings, url):
    assert checks.check_files() == []
    settings.MEDIA_URL = url
    assert ids(checks.check_files()) == ["clinic_cms.W021"]


def test_an_authoring_api_without_our_tokens_is_reported(settings, monkeypatch):
    assert checks.check_authoring_api() == []
    monkeypatch.setattr(checks.project, "FENCED", "is_of_nobody")
    assert ids(checks.check_authoring_api()) == ["clinic_cms.E022"]
    settings.ROOT_URLCONF = "clinic_cms.urls"
    assert checks.check_authoring_api() == []


@pytest.mark.django_db
def test_a_synchronized_locale_is_reported():
    assert checks.check_synchronized_locales(databases=["default"]) == []
    LocaleSynchronization.objects.create(locale=locale("es"), sync_from=locale("en-us"))
    assert checks.check_synchronized_locales() == []
    [message] = checks.check_synchronized_locales(databases=["default"])
    assert message.id == "clinic_cms.W011"
    assert "“es” is synchronized from “en-us”" in message.msg


SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}
GOOD = {
    "init_command": "PRAGMA journal_mode = WAL;",
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, ["WAL", "IMMEDIATE", "timeout"]),
        ({**GOOD, "init_command": "PRAGMA synchronous=NORMAL"}, ["WAL"]),
        ({**GOOD, "transaction_mode": "DEFERRED"}, ["IMMEDIATE"]),
        ({**GOOD, "timeout": 5}, ["timeout"]),
        (GOOD, []),
    ],
)
def test_what_the_settings_of_sqlite_lack_is_named(monkeypatch, settings, options, words):
    monkeypatch.setitem(settings.DATABASES, "default", {**SQLITE, "OPTIONS": options})
    messages = checks.check_sqlite()
    assert ids(messages) == ["clinic_cms.W014"] * bool(words)
    named = [
        word
        for message in messages
        for word in ("WAL", "IMMEDIATE", "timeout")
        if word in message.msg
    ]
    assert named == words


def test_other_databases_need_no_settings_of_sqlite(monkeypatch, settings):
    postgres = {"ENGINE": "django.db.backends.postgresql"}
    monkeypatch.setitem(settings.DATABASES, "default", postgres)
    assert checks.check_sqlite() == []


def test_every_check_is_registered():
    registered = registry.registry.get_checks(include_deployment_checks=True)
    ours = {check.__name__ for check in registered if check.__module__.startswith(checks.__name__)}
    assert ours == {name for name in vars(checks) if name.startswith("check_")}


def test_a_second_factor_that_no_one_can_have_or_need_is_reported(settings, monkeypatch):
    settings.CLINIC_CMS = {**settings.CLINIC_CMS, "SECOND_FACTOR_ROLES": ["owner", "boss"]}
    [message] = checks.check_sign_in()
    assert message.id == "clinic_cms.E024"
    assert "boss" in message.msg
    monkeypatch.setattr(checks.allauth_setup, "is_installed", lambda: False)
    assert ids(checks.check_sign_in())[:2] == ["clinic_cms.E023", "clinic_cms.E024"]


def test_a_sign_in_of_allauths_that_knows_no_hosts_is_reported(settings):
    settings.ACCOUNT_ADAPTER = "allauth.account.adapter.DefaultAccountAdapter"
    assert ids(checks.check_sign_in()) == ["clinic_cms.E025"]


def test_a_provider_by_which_no_one_signs_in_is_reported(settings, monkeypatch):
    settings.SOCIALACCOUNT_ADAPTER = "allauth.socialaccount.adapter.DefaultSocialAccountAdapter"
    assert ids(checks.check_sign_in()) == ["clinic_cms.W022"]
    settings.SOCIALACCOUNT_ADAPTER = "clinic_cms.admin.single_sign_on.SingleSignOnAdapter"
    monkeypatch.setattr(checks.allauth_setup, "is_installed", lambda: False)
    assert ids(checks.check_sign_in()) == ["clinic_cms.W022"]
