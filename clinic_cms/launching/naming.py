"""What a clinic's objects are called when people read of them."""

from django.utils.translation import gettext as _

from clinic_cms.launching.state.values import Key


def label(key: Key) -> str:
    """Return an object's name for people: "location fairfield (es)"."""
    words = [kind_label(key.kind), key.name, f"({key.locale})" if key.locale else ""]
    return " ".join(word for word in words if word)


def kind_label(kind: str) -> str:
    """Return what a kind of object is called: "home page"."""
    names = {
        "clinic": _("clinic"),
        "home": _("home page"),
        "conditions": _("conditions index"),
        "about": _("about page"),
        "contact": _("contact page"),
        "practitioner": _("practitioner"),
        "location": _("location"),
        "network": _("network"),
        "locale": _("locale"),
        "library": _("library"),
    }
    return str(names.get(kind, kind))
