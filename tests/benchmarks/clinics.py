"""The clinics that both products launch: names, towns and hosts by number."""

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

PARTS = tomllib.loads((Path(__file__).parents[1] / "bulk_clinics.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Facts:
    """What is known of a clinic."""

    slug: str
    host: str
    name: str
    doctor: str
    street: str
    city: str
    phone: str

    def spec(self, languages: tuple[str, ...]) -> str:
        """The file from which it is launched."""
        locales = ", ".join(f'"{code}"' for code in languages)
        return f"""
[clinic]
slug = "{self.slug}"
name = "{self.name}"
host = "{self.host}"
locales = [{locales}]

[[practitioners]]
name = "{self.doctor}"
honorific = "Dr."
gender = "feminine"

[[locations]]
street = "{self.street}"
city = "{self.city}"
region = "CA"
postal_code = "94533"
country = "US"
phone = "{self.phone}"
service_areas = ["Vacaville", "Dixon"]
lead = "{self.doctor}"

[locations.hours]
mon = ["08:30-12:00", "13:30-18:00"]
tue = ["08:30-12:00", "13:30-18:00"]
thu = ["08:30-12:00", "13:30-18:00"]

[conditions]
include = "all"
"""


def host_of(number: int) -> str:
    return f"clinic-{number}.example"


def facts_of(number: int) -> Facts:
    """The facts of clinic `number`, counted from 1: the same in each run."""
    pick = random.Random(number)
    return Facts(
        slug=f"clinic-{number}",
        host=host_of(number),
        name=f"{pick.choice(PARTS['own'])} {pick.choice(PARTS['trade'])} {number}",
        doctor=f"{pick.choice(PARTS['given'])} {pick.choice(PARTS['family'])}",
        street=f"{pick.randint(1, 9999)} {pick.choice(PARTS['streets'])}",
        city=pick.choice(PARTS["towns"]),
        phone=f"707-555-{pick.randint(100, 199):04}",
    )
