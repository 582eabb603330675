"""What we copied from Wagtail 8.0, or use though undocumented: a test fails when it changes."""

from hashlib import sha256
from pathlib import Path

import wagtail.admin
import wagtail_localize
from wagtail.admin.api.serializers import AdminPageSerializer, PageTranslationsField
from wagtail.admin.api.views import PagesAdminAPIViewSet

WAGTAIL = Path(wagtail.admin.__file__).parent / "templates" / "wagtailadmin"
LOCALIZE = Path(wagtail_localize.__file__).parent / "templates" / "wagtail_localize"
DIGEST = "c6616beffb4f3403023869f851c1671e9322bec26451e1241212500cef1fa779"
"""Of chooser/_browse_results.html in Wagtail 8.0.1."""


def test_the_choosers_list_is_the_one_that_we_copied():
    source = (WAGTAIL / "chooser" / "_browse_results.html").read_bytes()
    assert sha256(source).hexdigest() == DIGEST, "Compare our _browse_results.html with Wagtail's."


def test_the_admins_settings_are_in_the_block_that_we_narrow():
    source = (WAGTAIL / "admin_base.html").read_text()
    block = source.partition("{% block js %}")[2]
    assert '{{ config|json_script:"wagtail-config" }}' in block


def test_the_translation_editor_is_given_what_we_narrow():
    source = (LOCALIZE / "admin" / "edit_translation.html").read_text()
    block = source.partition("{% block content %}")[2].partition("{% block extra_js %}")[0]
    assert 'data-props="{{ props }}"' in block
    assert "{% for label, url in translations %}" in block


def test_the_admins_api_has_the_parts_that_we_replace():
    assert isinstance(AdminPageSerializer._declared_fields["translations"], PageTranslationsField)
    assert "create_alias" in PagesAdminAPIViewSet.actions
    assert PagesAdminAPIViewSet.base_serializer_class is AdminPageSerializer
