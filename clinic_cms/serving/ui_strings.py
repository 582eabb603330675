"""The interface's own words on patients' pages, by key: templates and the API read them here."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Word:
    """A text of the interface. Its message may hold placeholders, and a ``bdi`` around one."""

    message: str | Promise
    note: str
    """Where it appears and what fills its placeholders, for front-end developers."""

    @property
    def text(self) -> str:
        """The text in the active language, its placeholders as "{name}" and without markup."""
        plain = re.sub(r"</?bdi>", "", str(self.message))
        return re.sub(r"%\((\w+)\)s", r"{\1}", plain)


WORDS = {
    "skip_to_content": Word(_("Skip to the content"), "The first link, past the header."),
    "main_menu": Word(_("Main"), "The name of the menu in the header, for screen readers."),
    "footer_menu": Word(_("Footer"), "The name of the menu in the footer, for screen readers."),
    "language_menu": Word(_("Language"), "The name of the language switcher, for screen readers."),
    "you_are_here": Word(_("You are here"), "The name of the breadcrumbs, for screen readers."),
    "call": Word(_("Call <bdi>%(number)s</bdi>"), "A phone link; `{number}` is the phone number."),
    "ask_for_appointment": Word(_("Ask for an appointment"), "The link to the appointment page."),
    "language_help": Word(_("Free help in your language"), "The heading of that notice."),
    "page_not_found": Word(_("Page not found"), "The heading and title of a 404."),
    "page_not_found_text": Word(
        _("There is no page at this address. It may have moved, or the address may be mistyped."),
        "What a 404 says.",
    ),
    "go_home": Word(
        _("Go to the home page of %(name)s"), "The link of a 404; `{name}` is the clinic's name."
    ),
    "all_conditions": Word(_("All conditions"), "The link below a part of their list."),
    "nothing_here_yet": Word(
        _("There is nothing here yet. Please call us."), "In place of an empty list of conditions."
    ),
    "related_conditions": Word(_("Related conditions"), "The heading above an article's related."),
    "speaks": Word(
        _("Speaks %(languages)s"), "Of a practitioner; `{languages}` is the field `spoken`."
    ),
    "opening_hours": Word(_("Opening hours"), "The caption of the week's hours."),
    "special_days": Word(_("Different on these days"), "The caption of the special days' hours."),
    "address_and_hours": Word(_("Address and hours"), "A heading on a location's own page."),
    "way_here": Word(_("The way here"), "The heading above a location's directions."),
    "more_about_location": Word(
        _("More about this location"),
        'The link to a location\'s page; pages add ": " and its title for screen readers.',
    ),
    "open_map": Word(_("Open in your phone’s map"), "The link to `map_url`."),
    "also_for": Word(
        _("Also for people from %(places)s."), "`{places}` is the field `service_areas_text`."
    ),
    "led_by": Word(_("Led by %(name)s"), "On a location's own page; `{name}` is the field `lead`."),
    "on_this_page": Word(_("On this page"), "The heading above the list of an article's sections."),
    "act_now": Word(
        _("act now"), "For screen readers after an emergency's `urgency_label` and a comma."
    ),
    "kind_of_cause": Word(_("Kind of cause:"), "For screen readers before a `kind_label`."),
    "treatment_where": Word(_("Where"), "The label of a treatment's `setting_label`."),
    "treatment_when": Word(_("When"), "The label of a treatment's `when`."),
    "evidence": Word(_("How good is the evidence?"), "Before a treatment's `evidence`."),
    "evidence_source": Word(
        _("Source: <bdi>%(host)s</bdi>"),
        "The link to a treatment's `reference`; `{host}` is its `reference_host`.",
    ),
    "sources": Word(_("Sources"), "The heading above an article's references."),
    "about_this_page": Word(_("About this page"), "The heading above an article's review data."),
    "written_by": Word(_("Written by"), "The label of a review's `author`."),
    "reviewed_by": Word(_("Reviewed by"), "The label of a review's `reviewer`."),
    "last_reviewed": Word(_("Last reviewed"), "The label of a review's `reviewed_on_text`."),
    "next_review": Word(_("Next review"), "The label of a review's `next_review_on_text`."),
    "general_information": Word(
        _(
            "This page gives general information. It does not replace the advice of someone who "
            "has examined you."
        ),
        "At the end of every article.",
    ),
}
"""Every word by its key. A key of the delivery API: none is ever taken away."""
