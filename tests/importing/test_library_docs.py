"""What the page on writing articles says is what the code does."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from clinic_cms.importing.library import read_library
from clinic_cms.importing.library.block import ANYWHERE, OWN
from clinic_cms.importing.library.front_matter import FrontMatter, Reference
from clinic_cms.importing.library.loading import Status
from clinic_cms.importing.library.structure import STREAMS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "write-an-article.md").read_text()
README = (ROOT / "fixtures" / "library" / "README.md").read_text()


def test_the_example_is_an_article_without_mistakes(tmp_path):
    example = re.search(r"```markdown\n(.*?)```", PAGE, re.DOTALL)[1]
    (tmp_path / "stiff-back.en-us.md").write_text(example)
    (article,) = read_library(tmp_path)
    kinds = [
        block.type for section in article.files[0].sections.values() for block in section.blocks
    ]
    assert kinds == [
        *("text", "cause", "treatment", "treatment", "prevention", "advice_card"),
        "call_to_action",
    ]


@pytest.mark.parametrize("text", [PAGE, README], ids=["docs", "fixtures"])
def test_every_key_section_and_kind_of_block_is_named(text):
    keys = [*FrontMatter.model_fields, *Reference.model_fields]
    assert not [key for key in keys if f"`{key}`" not in text and f"`[[{key}]]`" not in text]
    assert all(f"`{{#{section}}}`" in text for section in STREAMS)
    kinds = {kind for kinds in (ANYWHERE, *OWN.values()) for kind in kinds if kind}
    assert not [kind for kind in kinds if f"`.{kind}`" not in text]


def test_every_option_and_status_is_named():
    command = load_command_class(get_commands()["load_library"], "load_library")
    options = command.create_parser("manage.py", "load_library").format_help()
    for option in ("--dry-run", "--force", "--json"):
        assert option in options
        assert option in PAGE
    assert all(f"| {status} |" in PAGE for status in Status)
