"""The interface's words: a field for each, described by its note."""

from typing import Any

from pydantic import Field, create_model

from clinic_cms.api.schemas.base import Contract
from clinic_cms.serving.ui_strings import WORDS

_fields: dict[str, Any] = {key: (str, Field(description=word.note)) for key, word in WORDS.items()}
Words = create_model(
    "Words",
    __base__=Contract,
    __doc__="What a clinic's pages print around their content, in the reader's language.",
    **_fields,
)


def words() -> Contract:
    """Return every word in the active language."""
    return Words(**{key: word.text for key, word in WORDS.items()})
