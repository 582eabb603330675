"""The page for front-end developers: each request is asked of the demo, each answer holds."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pydantic import TypeAdapter

from clinic_cms.api.problems import PROBLEM_TYPES
from clinic_cms.api.schemas.blocks import Block
from clinic_cms.importing.library.loading import load_library
from clinic_cms.launching.service import launch
from tests.docs.test_docs import first_cells

REPO = Path(__file__).resolve().parents[2]
PAGE = REPO / "docs" / "delivery-api.md"
SNIPPET = re.compile(r"```(sh|json|http)\n(.*?)```", re.DOTALL)
CURL = re.compile(r'curl(?: -i)?(?: -X (?P<method>\w+))? "(?P<url>.*)"')


def covers(answer, expected):
    """Whether an answer holds what the page tells of it; lists from their first item on."""
    if isinstance(expected, dict):
        return all(name in answer and covers(answer[name], part) for name, part in expected.items())
    if isinstance(expected, list):
        return len(answer) >= len(expected) and all(map(covers, answer, expected))
    return answer == expected


@pytest.mark.django_db
def test_every_request_gets_the_answer_that_the_page_tells(client, settings):
    settings.CLINIC_CMS = {"NETWORK_HOSTS": ["localhost"], "SCHEME": "http", "PORT": 8000}
    load_library(directory=REPO / "fixtures" / "library")
    launch([REPO / "sites" / "clinics"])
    asked, described = [], 0
    for kind, text in SNIPPET.findall(PAGE.read_text()):
        if kind == "json":
            described += 1
            assert covers(asked[-1].json(), json.loads(text)), (asked[-1].content, text)
            continue
        if kind == "http":
            described += 1
            status, *headers = text.splitlines()
            assert status.split()[1] == str(asked[-1].status_code)
            assert (
                dict(asked[-1].items()).items() >= dict(h.split(": ", 1) for h in headers).items()
            )
            continue
        for line in text.splitlines():
            curl = CURL.fullmatch(line)
            url = urlsplit(curl["url"])
            path = f"{url.path}?{url.query}" if url.query else url.path
            ask = getattr(client, (curl["method"] or "get").lower())
            asked.append(ask(path, headers={"host": url.netloc}))
            assert asked[-1].status_code < 404, (line, asked[-1].content)
    assert (len(asked), described) == (14, 12)


def test_every_problem_is_documented_with_its_status():
    rows = re.findall(r"^\| `(clinic_cms\.V\d+)` \| (\d+) \|", PAGE.read_text(), re.MULTILINE)
    assert rows == [
        (code, str(problem_type.status)) for code, problem_type in PROBLEM_TYPES.items()
    ]


def test_every_block_type_is_documented():
    assert first_cells(PAGE) >= TypeAdapter(Block).json_schema()["discriminator"]["mapping"].keys()
