"""Machine translators: wagtail-localize's own dummy, and one that mangles merge tags."""

import pytest
from django.core.exceptions import ValidationError
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringTranslation
from wagtail_localize.strings import StringValue

from clinic_cms.models import TranslationRecord
from clinic_cms.models.gates import Refusal
from clinic_cms.translating.gates import check_target, sign
from clinic_cms.translating.machine import machine_for, translate_by_machine
from clinic_cms.translating.strings import strings_of
from tests.translating.conftest import page_in, put

DUMMY = "wagtail_localize.machine_translators.dummy.DummyTranslator"
KEEPING = "clinic_cms.translating.machine.TagKeepingTranslator"


class Mangler(BaseMachineTranslator):
    """Translates everything, what stands in tags included, as careless services do."""

    display_name = "Mangler"

    def translate(self, source_locale, target_locale, strings):
        return {string: StringValue(self._mangled(string.data)) for string in strings}

    def can_translate(self, source_locale, target_locale):
        return True

    def _mangled(self, text):
        return f"¡{text}!".replace("clinic.", "clínica.").replace("⟦", "[").replace("⟧", "]")


@pytest.fixture
def use(settings):
    def configure(inner: str, *, keeping: bool = True):
        options = {"CLASS": inner}
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = (
            {"CLASS": KEEPING, "OPTIONS": options} if keeping else options
        )

    return configure


def translations(translation) -> dict[str, StringTranslation | None]:
    return {string.source: string.translation for string in strings_of(translation)}


def test_without_a_translator_nothing_is_offered(translation, translator):
    assert machine_for(translation) is None
    assert not translate_by_machine(translation=translation, user=translator)


def test_a_translator_never_sees_a_merge_tag(translation, translator, use):
    use(DUMMY)
    translate_by_machine(translation=translation, user=translator)

    found = translations(translation)
    assert found["Call {{ clinic.phone }}."].data == "{{ clinic.phone }}. Call"
    assert found["Causes"].translation_type == "machine"
    assert found["Causes"].tool_name == "Dummy translator"


def test_what_a_machine_wrote_is_published_once_it_is_signed(
    translation, translator, use, article, django_capture_on_commit_callbacks
):
    use(DUMMY)
    translate_by_machine(translation=translation, user=translator)
    with pytest.raises(Refusal, match="no one has signed"):
        check_target(translation)

    sign(translation=translation, user=translator)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(user=translator, publish=True)

    page, record = page_in("es", article), TranslationRecord.objects.get()
    assert page.live
    assert record.by_machine
    assert record.reviewer == "Ana Ríos"
    assert record.signed_by == translator
    assert record.reviewed_at


def test_a_string_that_lost_its_tags_is_left_to_people(translation, translator, use):
    use("tests.translating.test_machine.Mangler")
    translate_by_machine(translation=translation, user=translator)

    found = translations(translation)
    assert found["Call {{ clinic.phone }}."] is None
    assert found["Causes"].data == "¡Causes!"


def test_a_translator_that_is_not_wrapped_is_found_out(translation, translator, use, article):
    use("tests.translating.test_machine.Mangler", keeping=False)
    translate_by_machine(translation=translation, user=translator)

    mangled = translations(translation)["Call {{ clinic.phone }}."]
    assert mangled.has_error
    assert "clínica.phone" in mangled.field_error
    sign(translation=translation, user=translator)
    with pytest.raises(Refusal, match="clínica.phone"):
        check_target(translation)
    assert not page_in("es", article).live


def test_a_live_page_takes_no_machine_s_text_without_a_signature(
    translation, translator, use, article, django_capture_on_commit_callbacks
):
    use(DUMMY)
    translate_by_machine(translation=translation, user=translator)
    sign(translation=translation, user=translator)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(user=translator, publish=True)
    put(translation, "Causes", "sesuaC", translation_type="machine")

    with pytest.raises(ValidationError):
        translation.save_target(user=translator, publish=True)

    assert page_in("es", article).causes_heading == "Causes"


def test_a_person_s_change_makes_a_string_their_own(translation, translator, use):
    use(DUMMY)
    translate_by_machine(translation=translation, user=translator)
    for string in strings_of(translation):
        put(translation, string.source, string.translation.data + " …")

    assert not [string for string in strings_of(translation) if string.by_machine]


class Escaper(Mangler):
    """Returns the markup of rich text escaped, as many services do."""

    def _mangled(self, text):
        return f"¡&lt;b&gt;{text}&lt;/b&gt;!"


@pytest.mark.parametrize("keeping", [True, False])
def test_what_a_machine_escaped_is_left_to_translate(translation, translator, use, keeping):
    use(f"{__name__}.Escaper", keeping=keeping)

    work = translate_by_machine(translation=translation, user=translator)

    assert work.translated == 0
    assert all(
        string.is_missing or string.error
        for string in strings_of(translation)
        if string.path != "slug"
    )
