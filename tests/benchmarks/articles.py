"""The texts of the twelve articles, in two languages, that both products publish."""

import re
from typing import Any
from uuid import UUID, uuid5

LANGUAGES = ("en-us", "es")
COUNT = 12

SEED = UUID("5f0c7a52-6f0e-4a53-9d1b-6a1e7a0d4c11")
TAG = re.compile(r"\{\{.*?\}\}")
PROSE = {
    "en-us": "Most people with this pain get better within some weeks, and walking helps. ",
    "es": "La mayoría de las personas mejora en unas semanas, y caminar ayuda bastante. ",
}
CALL = {
    "en-us": "Ask {{ doctor.name }} in {{ location.city }}, or call {{ clinic.phone }}.",
    "es": "Pregunte a {{ doctor.name }} en {{ location.city }}, o llame al {{ clinic.phone }}.",
}


def slug_of(number: int, language: str) -> str:
    return f"{'pain' if language == 'en-us' else 'dolor'}-{number}"


def article(number: int, language: str) -> dict[str, Any]:
    """The fields of an article of about 10 KB; its streams are as a database has them.

    A block has the same id in both languages.
    """
    plain, call = PROSE[language] * 3, CALL[language]
    prose = "".join(f"<p>{plain}</p>" for _paragraph in range(3)) + f"<p>{call}</p>"
    name = slug_of(number, language).replace("-", " ").capitalize()

    def blocks(section: str, kind: str, count: int, /, **value: str) -> list[dict[str, Any]]:
        return [
            {
                "type": kind,
                "id": str(uuid5(SEED, f"{number} {section} {index}")),
                "value": prose if kind == "text" else value,
            }
            for index in range(count)
        ]

    return {
        "title": name,
        "slug": slug_of(number, language),
        "summary": f"{name}. {plain}",
        "opening": blocks("opening", "text", 1),
        "overview_heading": f"{name} (1)",
        "overview": blocks("overview", "text", 2),
        "causes_heading": f"{name} (2)",
        "causes": blocks("causes", "cause", 4, name=name, kind="posture", explanation=prose),
        "treatment_heading": f"{name} (3)",
        "treatment": blocks(
            "treatment",
            "treatment",
            3,
            name=name,
            setting="self_care",
            when="",
            explanation=prose,
            evidence="",
            reference="https://www.example.org/study",
        ),
        "prevention_heading": f"{name} (4)",
        "prevention": blocks("prevention", "prevention", 3, action=name, explanation=prose),
        "when_to_get_help_heading": f"{name} (5)",
        "when_to_get_help": blocks(
            "help", "advice_card", 1, urgency="emergency", heading=name, body=f"<p>{plain}</p>"
        ),
    }


def without_tags(value: Any) -> Any:
    """The same texts for a product that fills nothing."""
    if isinstance(value, dict):
        return {name: without_tags(part) for name, part in value.items()}
    if isinstance(value, list):
        return [without_tags(part) for part in value]
    return TAG.sub("us", value) if isinstance(value, str) else value
