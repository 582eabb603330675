"""A picture is accepted if every page can show it; otherwise its name and the reason are given."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms

from clinic_cms.models.pictures import accept_picture, accepted_formats, in_plain_colours
from tests.pictures import BAD, CONVERTED, GOOD, encoded, gradient, jpeg, png, sixteen_bits


@pytest.mark.parametrize("name", GOOD)
def test_a_good_picture_is_stored_as_it_is(name):
    content = GOOD[name]()

    picture = accept_picture(name, content)

    assert (picture.name, picture.content) == (name, content)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_picture_is_refused_by_name(name):
    make, reason = BAD[name]

    with pytest.raises(ValidationError) as caught:
        accept_picture(name, make())

    [message] = caught.value.messages
    assert f"“{name}”" in message
    assert reason in message


@pytest.mark.parametrize("name", CONVERTED)
def test_print_colours_and_16_bits_are_converted(name):
    make, stored_as = CONVERTED[name]

    picture = accept_picture(name, make())

    assert picture.name == stored_as
    with Image.open(BytesIO(picture.content)) as image:
        assert image.mode in ("RGB", "L")
        assert image.getextrema()[0] in ((0, 255), 0) or min(image.getextrema()[0]) < 20


def test_16_bits_keep_their_shades():
    image = in_plain_colours(sixteen_bits())

    assert image.mode == "L"
    shades = [image.getpixel((column, 40)) for column in (0, 60, 119)]
    assert shades == pytest.approx([0, 128, 255], abs=2)


def test_print_colours_follow_their_profile_and_a_broken_one_is_passed_over():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for bytes_of_it in (profile, b"no profile"):
        image = gradient("CMYK")
        image.info["icc_profile"] = bytes_of_it
        assert in_plain_colours(image).mode == "RGB"


@pytest.mark.parametrize(
    ("mode", "plain"), [("F", "L"), ("I", "L"), ("YCbCr", "RGB"), ("LAB", "RGB"), ("PA", "RGBA")]
)
def test_every_mode_becomes_a_plain_one(mode, plain):
    assert in_plain_colours(Image.new(mode, (4, 4))).mode == plain


def test_the_name_ends_as_the_content_wants_it():
    assert accept_picture("logo.jpg", png()).name == "logo.png"
    assert accept_picture("photos/Dr. Who", jpeg()).name == "Dr.jpg"


def test_a_turned_photo_stays_turned_when_it_is_converted():
    exif = Image.Exif()
    exif[0x0112] = 6
    content = encoded(gradient("CMYK"), "JPEG", exif=exif)

    with Image.open(BytesIO(accept_picture("p.jpg", content).content)) as image:
        assert image.getexif()[0x0112] == 6


def test_limits_and_formats_are_those_of_wagtails_upload(settings):
    settings.WAGTAILIMAGES_EXTENSIONS = ["png", "tiff"]
    assert accepted_formats() == ["png"]
    with pytest.raises(ValidationError, match="of the format JPEG"):
        accept_picture("photo.jpg", jpeg())
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    with pytest.raises(ValidationError, match="too many pixels"):
        accept_picture("logo.png", png())
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    with pytest.raises(ValidationError, match="The limit is 100"):
        accept_picture("logo.png", png())


def test_a_drawing_is_accepted_where_the_install_takes_drawings(settings):
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    with pytest.raises(ValidationError, match="not a picture"):
        accept_picture("logo.svg", drawing)

    settings.WAGTAILIMAGES_EXTENSIONS = ["png", "svg"]

    assert accept_picture("logo.svg", drawing).content == drawing
    with pytest.raises(ValidationError, match="not a picture"):
        accept_picture("logo.svg", b"<svg")
