"""Pages with all that they can have."""

from datetime import date

from tests.factories import make_condition


def block(kind, number, /, **value):
    """A block as Wagtail stores it, with an id of its own."""
    id = f"00000000-0000-4000-8000-{number:012}"
    return {"type": kind, "id": id, "value": value.get("text", value) if kind == "text" else value}


def make_full_article(library, picture, slug="full"):
    """An article with all that one can have."""
    advice = {"urgency": "emergency", "heading": "Call 911 if:", "body": "<ul><li>numb</li></ul>"}
    return make_condition(
        library,
        slug,
        title="Everything at {{ clinic.name }}",
        opening=[block("text", 1, text="<p>Ask {{ doctor.name }} &amp; co.</p>")],
        overview_heading="Overview",
        overview=[
            block("figure", 2, image=picture.pk, alt="A stretch", caption="At {{ clinic.name }}"),
            block("call_to_action", 3, heading="Call {{ clinic.name }}", text="", contact="both"),
        ],
        causes=[
            block("cause", 4, name="Poor posture", kind="posture", explanation="<p>Sitting.</p>"),
            block("cause", 5, name="Luck", kind="other", explanation="<p>Bad.</p>"),
        ],
        treatment=[
            block(
                "treatment",
                6,
                name="Massage",
                setting="in_clinic",
                when="Soon",
                explanation="<p>By {{ doctor.name }}.</p>",
                evidence="Small studies.",
                reference="https://example.org/study",
            )
        ],
        prevention_heading="Prevention",
        prevention=[block("prevention", 7, action="Walk", explanation="<p>Daily.</p>")],
        when_to_get_help_heading="When to get help",
        when_to_get_help=[block("advice_card", 8, **advice)],
        author="Ann Author",
        reviewer="Rae Reviewer",
        reviewer_credentials="DC",
        reviewed_on=date(2026, 1, 5),
        next_review_on=date(2027, 1, 5),
        references=[
            block("reference", 9, title="Study", publisher="NHS", url="https://nhs.uk", year=2024)
        ],
    )


def fill_home(kosak, picture):
    """A home with all that one can have."""
    home = kosak.home
    home.hero_heading = "Welcome to {{ clinic.name }}"
    home.hero_text = "<p>Call <b>{{ clinic.phone }}</b>.</p>"
    home.hero_image = picture
    highlight = {"heading": "Time", "text": "<p>Half an hour.</p>"}
    home.body = [
        block("highlights", 1, heading="Why us", items=[highlight, highlight]),
        block("conditions", 2, heading="What we treat", limit=6),
        block("team", 3, heading="Who we are"),
        block("locations", 4, heading="Where we are"),
    ]
    home.save_revision().publish()
    kosak.doctor.photo = picture
    kosak.doctor.save_revision().publish()
    return home
