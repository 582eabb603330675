"""Wires the plugin into Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ClinicCMSConfig(AppConfig):
    """One app, one label, one line of migrations."""

    name = "clinic_cms"
    label = "clinic_cms"
    verbose_name = _("Clinics")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clinic_cms.api.http.cache_rules import ApiCacheRules
        from clinic_cms.checks import register_checks
        from clinic_cms.importing.safety import SafetyWordings
        from clinic_cms.models import gates
        from clinic_cms.models.gates import MergePageForm
        from clinic_cms.models.picture_loading import register_loaders
        from clinic_cms.models.save_checks import before_saving
        from clinic_cms.models.wagtail_indexes import make_indexes
        from clinic_cms.publishing import approvals, clinic_facts, file_changes, statistics
        from clinic_cms.publishing import signal_handlers as publishing_signals
        from clinic_cms.publishing.due import register_jobs
        from clinic_cms.publishing.notes import safety
        from clinic_cms.publishing.notes.gate import findings_are_answered
        from clinic_cms.serving.page_urls import make_urls_by_routing
        from clinic_cms.serving.response_cache.cache_rules import register_cache_rules
        from clinic_cms.serving.site_redirects import redirect_model
        from clinic_cms.tenancy import file_names, roles
        from clinic_cms.tenancy.form_fields import FieldInSight, refused_references
        from clinic_cms.tenancy.owners import register_owners
        from clinic_cms.tenancy.redirect_policy import owners_of_redirects
        from clinic_cms.tenancy.references import stays_in_clinic
        from clinic_cms.translating import signal_handlers as translating_signals
        from clinic_cms.translating.gates import translation_is_whole
        from clinic_cms.web.file_paths import FileCacheRules
        from clinic_cms.web.page_cache_rules import PageCacheRules

        register_checks()
        make_urls_by_routing()
        register_loaders()
        gates.register(translation_is_whole, on_write=translation_is_whole)
        gates.register(findings_are_answered, on_write=findings_are_answered)
        before_saving(stays_in_clinic)
        if (redirects := redirect_model()) is not None:
            register_owners(redirects, owners_of_redirects)
        MergePageForm.bound_field_class = FieldInSight
        file_names.connect()
        gates.in_every_form(refused_references)
        safety.register(SafetyWordings())
        # What was typed is remembered before the records of a publication are written.
        translating_signals.connect()
        # Clinics' versions are written before the shared one, as in every transaction.
        file_changes.connect()
        publishing_signals.connect()
        approvals.connect()
        register_jobs()
        post_migrate.connect(clinic_facts.after_migrations, sender=self)
        post_migrate.connect(roles.after_migrations, sender=self)
        # Statistics are collected of all indexes.
        post_migrate.connect(make_indexes, sender=self)
        post_migrate.connect(statistics.after_migrations, sender=self)
        register_cache_rules(PageCacheRules())
        register_cache_rules(ApiCacheRules())
        register_cache_rules(FileCacheRules())
