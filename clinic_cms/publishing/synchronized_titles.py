"""A title that is a fact, a practitioner's name, is the same on the rows of all languages."""

from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail.signals import page_published

from clinic_cms.models import ClinicOwnedPage
from clinic_cms.publishing.cache_versions import bump, scope_of


def carry_name(instance: Page, **_: Any) -> None:
    """Give the translations of a page of facts its title, so that the admin shows one name."""
    if not isinstance(instance, ClinicOwnedPage) or not instance.holds_facts:
        return
    if "title" in instance.written_facts():
        others = Page.objects.filter(translation_key=instance.translation_key)
        with transaction.atomic():
            # The stamp first, as everywhere: its lock is what others wait for.
            bump([scope_of(instance)])
            others.exclude(pk=instance.pk).update(title=instance.title, draft_title=instance.title)


page_published.connect(carry_name, dispatch_uid="clinic_cms.publishing.synchronized_titles")
