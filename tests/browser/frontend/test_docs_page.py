"""The page for front-end developers, followed from its top in an empty folder."""

import json
import re

import pytest

from tests.browser.frontend.conftest import REPO
from tests.node import FRONTEND, run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PAGE = (REPO / "docs" / "front-end.md").read_text()
SNIPPET = re.compile(r"```(sh|ts|text)\n(.*?)```", re.DOTALL)


def test_each_snippet_does_what_the_page_tells(frontend, demo, network, tmp_path, monkeypatch):
    monkeypatch.setenv("CLIENT", str(FRONTEND / "client"))
    # What the lock file names is in npm's own store already.
    monkeypatch.setenv("npm_config_prefer_offline", "true")
    said, done = "", []
    for kind, text in SNIPPET.findall(PAGE.replace("http://localhost:8000", network("localhost"))):
        done.append(kind)
        if kind == "ts":
            (tmp_path / re.match(r"// (\S+)", text).group(1)).write_text(text)
        elif kind == "text":
            assert said == text
        elif text.startswith("make client\n"):
            assert all(line.startswith("export ") for line in text.splitlines()[1:])
        else:
            said = run(["sh", "-e", "-c", text], cwd=tmp_path)
    assert (done.count("ts"), done.count("sh"), done.count("text")) == (6, 9, 4)


def test_the_versions_that_the_page_names_are_those_of_the_lock_file():
    packages = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    named = re.findall(r"(\S+)@(\d+\.\d+\.\d+)", PAGE)
    assert len(named) == 3
    for name, version in named:
        assert packages[f"node_modules/{name}"]["version"] == version
