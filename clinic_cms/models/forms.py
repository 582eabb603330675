"""The forms of our pages: strict about merge tags on publishing, lenient while drafting."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from clinic_cms.blocks import offer_merge_tags, refuse_broken_tags
from clinic_cms.models.validators import tags_in_facts

Check = Callable[[Any], Iterable[tuple[str, ValidationError]]]
"""Given a clinic's page as it would be published, yields (field, error)."""

_checks: list[Check] = []


def before_publishing(check: Check) -> Check:
    """Add a check to the forms of clinics' pages; it does not run while a draft is saved."""
    _checks.append(check)
    return check


class MergePageForm(WagtailAdminPageForm):
    """Checks the page's own text fields; stream blocks check themselves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._meta.model.plain_fields:
            if name in self.fields and name not in self._meta.model.written_facts():
                offer_merge_tags(self.fields[name].widget)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation:
            self._refuse_broken_tags(cleaned)
        return cleaned

    def _refuse_broken_tags(self, cleaned: dict[str, Any]) -> None:
        model = self._meta.model
        for name in self.fields.keys() & {*model.plain_fields, *model.rich_fields}:
            try:
                refuse_broken_tags(cleaned.get(name) or "", rich=name in model.rich_fields)
            except ValidationError as error:
                self.add_error(name, error)


class ClinicPageForm(MergePageForm):
    """The form of a clinic's page: facts are edited in the clinic's default locale only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.adopt_clinic_of(self.parent_page)
        if not self.instance.holds_facts:
            self.instance.take_name()
            for name in self._meta.model.written_facts():
                self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation:
            self._refuse_tags_in_facts(cleaned)
        return cleaned

    def _refuse_tags_in_facts(self, cleaned: dict[str, Any]) -> None:
        facts = {name: cleaned.get(name) for name in self._meta.model.written_facts()}
        for name, error in tags_in_facts(facts).items():
            self.add_error(name, error)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors or not self.instance.holds_facts:
            return
        for check_page in _checks:
            for name, error in check_page(self.instance):
                self.add_error(name if name in self.fields else None, error)
