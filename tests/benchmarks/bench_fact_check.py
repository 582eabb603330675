"""How long the fact check of an article takes, and how that grows with clinics.

    python tests/benchmarks/bench_fact_check.py [CLINICS ...]

Makes a throw-away SQLite database with the demo's masters, fills it with clinics of random names,
and prints for each number of clinics the slowest check in ms of CPU time, and the most findings
that a master has: all of them are needless.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
data = tempfile.TemporaryDirectory()
os.environ["CLINIC_CMS_DATA_DIR"] = data.name
os.environ["TEST_DATABASE_URL"] = f"sqlite:///{data.name}/bench.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "sites.settings.test"

import django

django.setup()

from django.core.management import call_command

from clinic_cms.facts.fact_check import check_texts
from clinic_cms.importing.library.loading import load_library
from clinic_cms.models import ConditionPage
from tests.bulk_clinics import add_random_clinics


def main(steps: list[int]) -> None:
    call_command("migrate", verbosity=0)
    load_library(directory=Path(__file__).parents[2] / "fixtures" / "library")
    pages = [
        (page.locale.language_code, [*page.merge_texts()]) for page in ConditionPage.objects.all()
    ]
    built = 0
    print("clinics   slowest ms   most findings   in all")
    for step in steps:
        add_random_clinics(step - built, first=built)
        built = step
        check_texts(pages[0][1], language=pages[0][0])  # Patterns are compiled once.
        times, counts = [], []
        for language, texts in pages:
            start = time.process_time()
            findings = check_texts(texts, language=language)
            times.append((time.process_time() - start) * 1000)
            counts.append(len(findings))
            for finding in findings:
                print(f"{'':10}{language}: {finding.kind} “{finding.text}” in “{finding.passage}”")
        print(f"{step:7}   {max(times):10.0f}   {max(counts):13}   {sum(counts):6}")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [100, 1_000, 10_000])
