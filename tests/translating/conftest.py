import pytest
from django.contrib.auth.models import User
from wagtail_localize.models import StringSegment, StringTranslation

from clinic_cms.models import ConditionPage
from clinic_cms.translating.memory import ensure_translation
from tests.factories import locale, make_library
from tests.recordings import recorded

SPANISH = {
    "Back spasms": "Espasmos de espalda",
    "back-spasms": "espasmos",
    "What {{ clinic.name }} does for back spasms.": "Lo que {{ clinic.name }} hace por usted.",
    "Causes": "Causas",
    "Poor posture": "Mala postura",
    "Ask {{ doctor.name }} in {{ location.place }}.": (
        "Pregunte a {{ doctor.name }} en {{ location.place }}."
    ),
    "Treatment at {{ clinic.name }}": "Tratamiento en {{ clinic.name }}",
    "Call {{ clinic.phone }}.": "Llame al {{ clinic.phone }}.",
}


def put(translation, source: str, data: str, **fields) -> StringTranslation:
    """Translate one string as an editor does."""
    segment = StringSegment.objects.get(source=translation.source, string__data=source)
    found, _created = StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        defaults={
            "data": data,
            "translation_type": "manual",
            "has_error": False,
            "field_error": "",
            **fields,
        },
    )
    return found


def put_all(translation, **fields) -> None:
    for segment in StringSegment.objects.filter(source=translation.source):
        source = segment.string.data
        put(translation, source, SPANISH.get(source, f"¡{source}!"), **fields)


def page_in(code: str, page: ConditionPage) -> ConditionPage:
    return ConditionPage.objects.get(
        translation_key=page.translation_key, locale__language_code=code
    )


@recorded
def spanish_library(library):
    return make_library("es", library)


@recorded
def translation(article, spanish_library):
    """The article, submitted for Spanish: a draft without a translated string."""
    return ensure_translation(article, locale("es"))


@pytest.fixture
def translator(db):
    return User.objects.create_superuser(
        "ana", password="ana", first_name="Ana", last_name="Ríos", email="ana@agency.example"
    )
