"""What a fact check finds: a passage of a text, and whose it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from clinic_cms.merge.formatting import country_name, joined


class Kind(StrEnum):
    """What a finding is about."""

    NAME = "name"
    PRACTITIONER = "practitioner"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    STREET = "street"
    HOURS = "hours"
    TOWN = "town"
    CLAIM = "claim"
    TESTIMONIAL = "testimonial"
    EMERGENCY = "emergency"
    GENDER = "gender"
    ARTICLE = "article"


REASONS: Mapping[Kind, str | Promise] = {
    Kind.NAME: gettext_lazy("“%(found)s” is the name of one clinic."),
    Kind.PRACTITIONER: gettext_lazy("“%(found)s” names one practitioner."),
    Kind.PHONE: gettext_lazy("“%(found)s” is a number that patients of every clinic would call."),
    Kind.EMAIL: gettext_lazy(
        "“%(found)s” is an address that patients of every clinic would write to."
    ),
    Kind.WEBSITE: gettext_lazy("“%(found)s” leads patients of every clinic to one website."),
    Kind.STREET: gettext_lazy("“%(found)s” is the address of one clinic."),
    Kind.HOURS: gettext_lazy("“%(found)s” are the opening hours of one clinic."),
    Kind.TOWN: gettext_lazy("“%(found)s” is a place of one clinic."),
    Kind.CLAIM: gettext_lazy("“%(found)s” is true of one person or one clinic only."),
    Kind.TESTIMONIAL: gettext_lazy("“%(found)s” is a review of one clinic."),
    Kind.EMERGENCY: gettext_lazy(
        "Clinics in these countries show this article: %(countries)s. “%(found)s” is not their "
        "emergency number."
    ),
    Kind.GENDER: gettext_lazy("“%(found)s” before the doctor's name fits one gender only."),
    Kind.ARTICLE: gettext_lazy(
        "“%(found)s”: the article may not fit the name of another clinic; reword it."
    ),
}
"""Why a passage must not stand in a shared text, where no clinic is known to own it."""


@dataclass(frozen=True)
class Finding:
    """A passage that must not be shared, or, if `is_offer`, that a merge tag would say better.

    The passage is in the text at `path` (`MergeText.path`), as often as there are `spans`: offsets
    in that text as it is stored. `clinic_id` and `clinic_name` say whose it is, if that is known;
    `tag` is what would print it for every clinic, such as "{{ doctor.name }}", or "".
    `countries` (ISO 3166) are those where an emergency number is none.
    """

    kind: Kind
    path: str
    text: str
    """The passage on one line, without markup."""
    passage: str
    """The passage with the words around it."""
    clinic_id: int | None = None
    clinic_name: str = ""
    tag: str = ""
    is_offer: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    countries: tuple[str, ...] = ()

    @property
    def is_advice(self) -> bool:
        """Whether it may be right for some clinics, and keeps no master from being published."""
        return self.kind in {Kind.EMERGENCY, Kind.GENDER, Kind.ARTICLE}

    @property
    def message(self) -> str:
        """What is wrong, for the person who answers it."""
        if self.is_offer:
            text = _("The merge tag %(tag)s prints “%(found)s” and follows every change of it.")
        elif self.clinic_name and self.kind not in {Kind.CLAIM, Kind.TESTIMONIAL}:
            text = _("“%(found)s” belongs to %(clinic)s.")
        else:
            text = str(REASONS[self.kind])
        language = get_language() or "en"
        countries = tuple(country_name(code, language) or code for code in self.countries)
        return text % {
            "found": self.text,
            "clinic": self.clinic_name,
            "tag": self.tag,
            "countries": joined(countries, language),
        }


@dataclass(frozen=True, slots=True)
class Owner:
    """A clinic that a fact belongs to, and its page that holds it, if one does."""

    clinic_id: int
    page_id: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage of a plain text that is someone's, and the merge tag that would print it."""

    kind: Kind
    start: int
    end: int
    owner: Owner | None = None
    tag: str = ""


def longest_first(hits: Iterable[Hit]) -> list[Hit]:
    """Return hits without those that lie within another: the longer, the first of equal ones."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.start - hit.end):
        if not any(other.start <= hit.start and hit.end <= other.end for other in kept):
            kept.append(hit)
    return kept
