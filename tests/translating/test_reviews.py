import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import PageLogEntry

from clinic_cms.errors import Refused
from clinic_cms.models import TranslationRecord
from clinic_cms.translating.gates import LOG_ACTION, note_origin, sign
from tests.factories import translate


def test_a_signature_has_a_name_and_a_date(translation, translator):
    record = sign(translation=translation, user=translator)

    assert record.reviewer == "Ana Ríos"
    assert record.reviewed_at
    assert record.source_id == translation.source.get_source_instance().pk


def test_a_signature_is_shown_in_the_history_of_the_page(translation, translator):
    sign(translation=translation, user=translator)

    entry = PageLogEntry.objects.get(action=LOG_ACTION)
    assert entry.user == translator
    assert entry.data == {"reviewer": "Ana Ríos"}


def test_a_user_without_a_name_cannot_sign(translation):
    nameless = User.objects.create_superuser("x", password="x")

    with pytest.raises(Refused, match="account has no name"):
        sign(translation=translation, user=nameless)

    assert not TranslationRecord.objects.exists()


def test_a_file_s_signature_ends_with_the_next_text(article, spanish_library):
    page = translate(article, "es", title="Espasmos", slug="espasmos", causes_heading="Causas")
    note_origin(page_id=page.pk, reviewer="Marta Solís", reviewed_at=timezone.now())
    page.save_revision().publish()
    assert not TranslationRecord.objects.get().has_changed_since_signed

    page.causes_heading = "Las causas"
    page.save_revision().publish()

    assert TranslationRecord.objects.get().has_changed_since_signed
