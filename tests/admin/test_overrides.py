"""In place of its source's picture, a translation shows one of its clinic or a shared one."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.models import Collection
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
)

from clinic_cms.models.gates import Refusal
from clinic_cms.translating.memory import ensure_translation
from tests.factories import locale, make_image
from tests.two_clinics import SECRET

pytestmark = pytest.mark.django_db


def figure(image):
    return [("figure", {"image": image, "alt": "Us", "caption": ""})]


@pytest.fixture
def translation(ours):
    """The clinic's home, with a picture at its top and one in its stream, in French."""
    home, image = ours.built.home, ours.made["image"]
    home.hero_image, home.body = image, figure(image)
    home.save_revision().publish()
    translation = ensure_translation(home, locale("fr"))
    translation.source.update_from_db()
    return translation


def segments(translation):
    return OverridableSegment.objects.filter(source=translation.source).order_by("pk")


def override(clinic, translation, segment, value):
    url = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])
    form = "application/x-www-form-urlencoded"
    return clinic.client().put(url, urlencode({"value": value}), content_type=form)


def test_another_clinics_picture_is_refused_as_one_that_is_not_there(ours, theirs, translation):
    found = segments(translation)
    assert len({segment.context.path.partition(".")[0] for segment in found}) == 2
    for segment in found:
        answers = [
            override(ours, translation, segment, value)
            for value in (theirs.made["image"].pk, 999_999, "no number")
        ]
        assert {answer.status_code for answer in answers} == {400}
        assert len({answer.content for answer in answers}) == 1
        assert SECRET.encode() not in answers[0].content
    assert not SegmentOverride.objects.exists()


def test_ones_own_and_shared_pictures_are_taken(ours, theirs, translation):
    shared = make_image("Shared")
    shared.collection = Collection.get_first_root_node()
    shared.save()
    for segment in segments(translation):
        for image in (ours.made["image"], shared):
            assert override(ours, translation, segment, image.pk).status_code in {200, 201}
    url = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])
    assert ours.client().delete(url).status_code == 200


def test_a_translated_text_with_a_link_of_its_own_reaches_no_page(ours, theirs, translation):
    """wagtail-localize keeps what a translator sends, and does not say what it names."""
    source = translation.source
    ours.built.home.hero_text = '<p>Read <a href="https://back.example/">this</a>.</p>'
    ours.built.home.save_revision().publish()
    source.update_from_db()
    segment = StringSegment.objects.get(source=source, context__path="hero_text")
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    form = "application/x-www-form-urlencoded"
    for page in (theirs.pages["draft"].pk, 999_999):
        html = f'Lire <a linktype="page" id="{page}">ceci</a>.'
        answer = ours.client().put(url, urlencode({"value": html}), content_type=form)
        assert SECRET not in answer.content.decode()
        with pytest.raises(Refusal, match="with attributes"):
            source.create_or_update_translation(
                translation.target_locale, publish=False, fallback=True
            )
