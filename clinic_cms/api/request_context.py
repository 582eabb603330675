"""What an answer is about: noted while it is made, read when it leaves."""

import time
from dataclasses import dataclass, field

from django.http import HttpRequest

from clinic_cms.api.throttling import Quota
from clinic_cms.models import ConditionPage, MergePage
from clinic_cms.serving import ClinicSite
from clinic_cms.serving.clock import end_of_today
from clinic_cms.serving.surrogates import CLINICS, LIBRARY, article_key, clinic_key, locale_key
from clinic_cms.serving.visit import OfferedLocale

MEMO = "_clinic_cms_about"


@dataclass
class About:
    """Notes on one request."""

    began: float = field(default_factory=time.time)
    """Seconds since the epoch, before anything was read."""
    until: float = field(default_factory=lambda: end_of_today().timestamp())
    """Seconds since the epoch: the end of the day in which it began."""
    clinic: ClinicSite | None = None
    """The one clinic whose answer it is; None for lists of all."""
    language: str = ""
    """Of the answer's texts, as a BCP 47 tag; "" where they are in several, or in none."""
    keys: dict[str, None] = field(default_factory=dict)
    """Keys by which caches in front of us purge the answer, each once."""
    quota: Quota | None = None
    """What is left of the asking address's quota; None without a limit."""
    is_endless: bool = False
    """Whether readers can ask for it in ever new words: there is no end to such answers."""

    def note_clinic(self, clinic: ClinicSite) -> None:
        """Note whose answer it is."""
        self.clinic = clinic
        self.keys[clinic_key(clinic.clinic.slug)] = None

    def note_locale(self, locale: OfferedLocale) -> None:
        """Note the locale in which the answer is."""
        self.language = locale.language
        self.keys[locale_key(locale.code)] = None

    def note_articles(self) -> None:
        """Note that the answer shows or lists articles of the Library."""
        self.keys[LIBRARY] = None

    def note_clinics(self) -> None:
        """Note that the answer lists clinics of the network."""
        self.keys[CLINICS] = None

    def note_page(self, page: MergePage) -> None:
        """Note the page that the answer shows; any page may list articles, or link to some."""
        self.note_articles()
        if isinstance(page, ConditionPage):
            self.keys[article_key(page.translation_key)] = None


def about(request: HttpRequest) -> About:
    """Return the notes on a request."""
    notes: About = request.__dict__.setdefault(MEMO, About())
    return notes
