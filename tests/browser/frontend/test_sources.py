"""The front end's sources: typed by the contract, pinned, and blind to the server's HTML."""

import json
import re

import pytest

from tests.node import FRONTEND, node, npm

pytestmark = pytest.mark.browser
SOURCES = [path for folder in ("src", "client/src") for path in (FRONTEND / folder).rglob("*.ts*")]
READS_HTML = re.compile(
    r"""[\w)\]]\??\.html\b|\[["']html["']\]|\{[^{}"'`=:]*\bhtml\b[^{}"'`]*\}\s*[:=)]"""
)


def test_the_types_are_those_of_the_contract(frontend, tmp_path):
    made = tmp_path / "schema.ts"
    contract = FRONTEND.parents[1] / "tests" / "api" / "openapi.json"
    node("node_modules/openapi-typescript/bin/cli.js", contract, "--output", made)
    assert made.read_text() == (FRONTEND / "client" / "src" / "schema.ts").read_text(), (
        "The contract has changed: run `make client` and commit what it writes."
    )


def test_the_types_are_checked_strictly_and_nowhere_bypassed(frontend):
    npm("run", "compile")
    options = json.loads((FRONTEND / "tsconfig.base.json").read_text())["compilerOptions"]
    assert options["strict"]
    assert options["noUncheckedIndexedAccess"]
    for path in SOURCES:
        assert not re.search(r"@ts-|\bas any\b|: any\b", path.read_text()), path


def test_the_client_keeps_its_promises(frontend):
    npm("test")


@pytest.mark.parametrize(
    "reads",
    ["block.html", "block?.html", 'block["html"]', "({ id, html }) =>", "const { html } = block"],
)
def test_reading_a_blocks_html_would_be_noticed(reads):
    assert READS_HTML.search(reads)


def test_no_source_reads_a_blocks_html():
    texts = {path: re.sub(r"(index|404)\.html", "", path.read_text()) for path in SOURCES}
    del texts[FRONTEND / "client" / "src" / "schema.ts"]
    assert len(texts) > 10
    assert [path.name for path, text in texts.items() if READS_HTML.search(text)] == []


def test_every_package_is_pinned_and_no_registry_is_named():
    packages = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    fetched = {
        name: package for name, package in packages.items() if "/" in name and "link" not in package
    }
    fetched.pop("node_modules/clinic-cms-client", None)
    assert all(package["integrity"].startswith("sha512-") for package in fetched.values())
    addresses = [package["resolved"] for package in packages.values() if "resolved" in package]
    assert addresses == ["client"]
    for manifest in (FRONTEND / "package.json", FRONTEND / "client" / "package.json"):
        package = json.loads(manifest.read_text())
        wanted = {
            **package.get("dependencies", {}),
            **package.get("devDependencies", {}),
        }
        assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
