"""Messages are found in Python and templates as GNU gettext finds them, and catalogues follow."""

from polib import POEntry

from tests.locale.messages import Message, begun, extracted, updated

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext

LABEL = gettext_lazy("A label " "in two parts")

def told(count):
    return [
        _("Read %(value)s.") % {"value": count},
        ngettext("%(count)s page", "%(count)s pages", count) % {"count": count},
        pgettext("month", "May"),
        _(LABEL),
    ]
"""

TEMPLATE = """{% load i18n %}
  <p title="{% translate 'It’s here' %}">
{# {% translate "Not this one" %} #}
    {% if it's %}{% translate "May" context "month" %}{% endif %}
      {% blocktranslate with name=page.name trimmed %}
        Call {{ name }}:
        now, 100 % free
      {% endblocktranslate %}
    {% blocktranslate trimmed count n=pages|length %}
        {{ n }} page
    {% plural %}
        {{ n }} pages
    {% endblocktranslate %}
  {% include "x.html" with label=_("Inside") %} {{ _("Printed")|upper }} ) ' }
</p>
"""


def found(tmp_path):
    return {message.key: message for message in extracted(tmp_path / "app")}


def write(tmp_path, name, source):
    path = tmp_path / "app" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")


def test_messages_are_found_in_python(tmp_path):
    write(tmp_path, "a.py", PYTHON)
    messages = found(tmp_path)
    assert [*messages] == [
        (None, "A label in two parts"),
        (None, "Read %(value)s."),
        (None, "%(count)s page"),
        ("month", "May"),
    ]
    assert messages[None, "%(count)s page"].plural == "%(count)s pages"


def test_messages_are_found_in_templates(tmp_path):
    write(tmp_path, "templates/a.html", TEMPLATE)
    messages = found(tmp_path)
    assert [*messages] == [
        (None, "It’s here"),
        ("month", "May"),
        (None, "Call %(name)s: now, 100 %% free"),
        (None, "%(n)s page"),
        (None, "Inside"),
        (None, "Printed"),
    ]
    assert messages[None, "%(n)s page"].plural == "%(n)s pages"


def test_a_message_is_listed_once_with_its_files(tmp_path):
    write(tmp_path, "b.html", '{% load i18n %}{% translate "Here" %}{% translate "Here" %}')
    write(tmp_path, "a.py", '_("Here")')
    assert found(tmp_path)[None, "Here"].files == ["app/a.py", "app/b.html"]


def test_a_catalogue_keeps_what_fits_and_drops_the_rest():
    old = begun("es")
    old += [
        POEntry(msgid="Call", msgstr="Llamar", tcomment="To a phone."),
        POEntry(msgid="Gone", msgstr="Fuera"),
        POEntry(msgid="%(n)s page", msgstr="%(n)s página"),
        POEntry(msgid="Draft", msgstr="Borrador", flags=["fuzzy"]),
    ]
    new = updated(
        old,
        [
            Message(None, "New"),
            Message(None, "Call", files=["app/a.py"]),
            Message(None, "%(n)s page", "%(n)s pages"),
            Message(None, "Draft"),
        ],
    )
    assert [entry.msgid for entry in new] == ["New", "Call", "%(n)s page", "Draft"]
    assert [entry.msgstr for entry in new] == ["", "Llamar", "", "Borrador"]
    assert new[1].tcomment == "To a phone."
    assert new[1].occurrences == [("app/a.py", "")]
    assert new[2].msgstr_plural == {0: "", 1: ""}
    assert new[2].flags == ["python-format"]
    assert new[3].fuzzy


def test_a_new_language_has_its_plural_forms():
    new = updated(begun("pl"), [Message(None, "%(n)s page", "%(n)s pages")])
    assert new[0].msgstr_plural == {0: "", 1: "", 2: ""}
