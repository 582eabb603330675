"""Random specs, and the TOML in which people would write them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from PIL import Image

LOCALES = ["en-us", "es", "fr", "vi", "zh-hans", "ar", "pl"]
"""Polish has no standard texts: its pages start as drafts with the first locale's."""
PEOPLE = ["Michael Wilson", "Lucía Núñez", "Ann Li-Marsh", "Nguyễn Văn An", "Dana Okoro"]
CITIES = ["Fairfield", "Vacaville", "Mérida", "Großstadt"]
SENTENCES = {
    "en-us": "We opened in 1998, and {{ doctor.name }} still works here.",
    "es": "Abrimos en 1998 y {{ doctor.name }} sigue trabajando aquí.",
    "fr": "Nous avons ouvert en 1998, et {{ doctor.name }} travaille toujours ici.",
    "pl": "Działamy od 1998 roku, a {{ doctor.name }} nadal tu pracuje.",
}
HOURS = [["09:00-12:00", "13:00-17:00"], ["08:00-15:00"], ["by appointment"], []]


def some(values: list[Any], **limits: Any) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(values), unique=True, **limits)


def texts(locales: list[str]) -> st.SearchStrategy[dict[str, str]]:
    """A text in some of the locales."""
    known = [code for code in locales if code in SENTENCES]
    if not known:
        return st.just({})
    return some(known).map(lambda codes: {code: SENTENCES[code] for code in codes})


@st.composite
def specs(draw: Any, *, slug: str, pictures: list[str]) -> str:
    """A spec as TOML; every fact that it can state is there in some of them."""
    locales = sorted(draw(some(LOCALES, min_size=1, max_size=3)), key="pl".__eq__)
    people = draw(some(PEOPLE, min_size=1, max_size=3))
    cities = draw(some(CITIES, min_size=1, max_size=3))
    clinic = {
        "slug": slug,
        "name": draw(st.sampled_from(["Kosak Chiropractic", "Quiropráctica Sol", "Rücken & Co."])),
        "host": f"{slug}.example",
        "other_hosts": draw(some([f"www.{slug}.example", f"old-{slug}.example"])),
        "locales": locales,
        "theme": {"name": draw(st.sampled_from(["calm", "heritage", "bold"]))},
        "owner_email": draw(st.sampled_from(["", "owner@clinic.example"])),
        "language_help": draw(some(["es", "vi"])),
        "front_ends": draw(some(["https://a.example", "https://b.example"])),
        **draw(st.sampled_from([{}, {"logo": pictures[0]}])),
    }
    practitioners = [
        {
            "name": name,
            "honorific": draw(st.sampled_from(["", "Dr."])),
            "credentials": draw(st.sampled_from(["", "DC"])),
            "gender": draw(st.sampled_from(["feminine", "masculine", "unspecified"])),
            "languages": draw(some(["en", "es", "vi"])),
            "bio": draw(texts(locales)),
            **draw(st.sampled_from([{}, {"photo": pictures[-1]}])),
        }
        for name in people
    ]
    locations = [
        {
            "city": city,
            "region": "CA",
            "country": "US",
            "phone": draw(st.sampled_from(["", "707-555-0111"])),
            "service_areas": draw(some(["Dixon", "Winters"])),
            "lead": draw(st.sampled_from(people)),
            "hours": draw(st.fixed_dictionaries({"mon": st.sampled_from(HOURS)})),
            "special_days": [{"date": date(2999, 12, 24), "note": "Eve", "hours": []}],
            "directions": draw(texts(locales)),
            **draw(st.sampled_from([{}, {"latitude": 38.25, "longitude": -122.04}])),
        }
        for city in cities
    ]
    spec = {
        "home": {code: {"hero_text": text} for code, text in draw(texts(locales)).items()},
        "pages": {
            page: {code: {"intro": text} for code, text in draw(texts(locales)).items()}
            for page in ("conditions", "about", "contact")
        },
        "clinic": clinic,
        "practitioners": practitioners,
        "locations": locations,
        "conditions": {"include": draw(st.sampled_from(["all", ["back-spasms"]]))},
    }
    return "\n".join(f"{key} = {toml(value)}" for key, value in spec.items())


def toml(value: Any) -> str:
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(key)} = {toml(part)}" for key, part in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def draw_pictures(folder: Path) -> list[str]:
    """Write pictures beside the specs, and return their names."""
    for name, color in (("logo.png", "red"), ("photo.jpg", "blue")):
        Image.new("RGB", (8, 6), color).save(folder / name)
    return ["logo.png", "photo.jpg"]
