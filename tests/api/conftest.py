"""Asks the API as a front end does."""

from datetime import date

import pytest

from tests.factories import make_condition, make_image

NETWORK = "network.example"


class Api:
    """Answers of one host, under `/api/v1/`."""

    def __init__(self, client, host):
        self.client, self.host = client, host

    def ask(self, path, query=None, method="get", **headers):
        """The response to a request."""
        url = f"/api/v1/{path}"
        return getattr(self.client, method)(url, query, headers={"host": self.host, **headers})

    def get(self, path, /, **query):
        """The answer, which has to be one."""
        response = self.ask(path, query)
        assert response.status_code == 200, response.content
        return response.json()

    def problem(self, path, /, **query):
        """The problem, which has to be one: (status, code, parameter)."""
        response = self.ask(path, query)
        assert response["Content-Type"] == "application/problem+json", response.content
        problem = response.json()
        assert problem["status"] == response.status_code
        return response.status_code, problem["code"], problem.get("parameter")


@pytest.fixture
def api(client, kosak):
    """The API on the network's host."""
    return Api(client, NETWORK)


@pytest.fixture
def kosak_api(client, kosak):
    """The API on one clinic's host."""
    return Api(client, kosak.host)


def block(kind, number, /, **value):
    """A block as Wagtail stores it, with an id of its own."""
    id = f"00000000-0000-4000-8000-{number:012}"
    return {"type": kind, "id": id, "value": value.get("text", value) if kind == "text" else value}


@pytest.fixture
def short_article(library):
    """An article whose answer is the same on every run."""
    cause = {"name": "Poor posture", "kind": "posture", "explanation": "<p>Sitting bent.</p>"}
    return make_condition(
        library,
        overview_heading="",
        causes=[block("cause", 1, **cause)],
        treatment=[block("text", 2, text="<p>Call {{ clinic.phone }}.</p>")],
        reviewer="Rae Reviewer",
        reviewed_on=date(2026, 1, 5),
    )


@pytest.fixture
def picture(db):
    return make_image("stretch")


@pytest.fixture
def full_article(article, picture):
    """An article with all that one can have."""
    advice = {"urgency": "emergency", "heading": "Call 911 if:", "body": "<ul><li>numb</li></ul>"}
    return make_condition(
        article.get_parent(),
        "full",
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


@pytest.fixture
def full_home(kosak, picture):
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
