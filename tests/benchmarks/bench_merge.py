"""How long merge tags take: ``python tests/benchmarks/bench_merge.py``.

One article of about 10 KB, three quarters of it rich text, half of its texts without a tag. Figures
are medians in milliseconds.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from clinic_cms.merge import (
    ClinicFacts,
    DoctorFacts,
    Facts,
    LocationFacts,
    check,
    compile_texts,
    present,
)

FACTS = Facts(
    clinic=ClinicFacts("Harbor Chiropractic", "+17075550142", "US", "https://harbor.example/"),
    doctor=DoctorFacts("Dr.", "Jane Doe", "Jane", "Doe", "DC", "feminine"),
    location=LocationFacts(
        "12 Harbor Street", "Fairfield", "CA", "94533", "US", "+17075550143", ("Vacaville", "Dixon")
    ),
    language="en-us",
)
PROSE = "Back spasms are sustained, involuntary contractions of the muscles in the back. " * 3
TAGS = (
    "{{ doctor.name }} of {{ clinic.name }} in {{ location.place }} sees this daily. "
    "{% if location.service_areas %}{{ doctor.pronoun | capitalize }} also serves "
    "{{ location.service_areas }}.{% endif %} Call {{ clinic.phone }}."
)
PLAIN = [text for _ in range(5) for text in (PROSE, "Relief in {{ location.city }}")]
RICH = [
    f'<p data-block-key="k{number}">{PROSE}{TAGS if number % 2 else ""}</p>'
    f"<ul><li>{PROSE}</li><li>Rest, then <b>move</b> again.</li></ul>"
    for number in range(14)
]


def median_ms(act: Callable[[], object], rounds: int = 200) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main() -> None:
    settings.configure()
    compiled = compile_texts(PLAIN, RICH)
    kilobytes = sum(map(len, [*PLAIN, *RICH])) / 1024
    untagged = [PROSE] * 40
    rows = {
        f"check {kilobytes:.1f} KB": lambda: [check(text, rich=True) for text in RICH],
        f"compile {kilobytes:.1f} KB": lambda: compile_texts(PLAIN, RICH),
        f"fill {len(PLAIN) + len(RICH)} texts": lambda: compiled.fill(FACTS),
        f"compile {len(untagged)} texts without tags": lambda: compile_texts(untagged, ()),
        "present": lambda: present(FACTS),
    }
    for name, act in rows.items():
        sys.stdout.write(f"{name:32} {median_ms(act):7.3f}\n")


if __name__ == "__main__":
    main()
