"""Asks the API as a front end does."""

from datetime import date

import pytest

from tests.factories import make_condition, make_image
from tests.full import block, fill_home, make_full_article
from tests.recordings import recorded

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


@recorded
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
    return make_full_article(article.get_parent(), picture)


@pytest.fixture
def full_home(kosak, picture):
    """A home with all that one can have."""
    return fill_home(kosak, picture)
