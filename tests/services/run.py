"""Runs tests on a PostgreSQL of their own: `python -m tests.services.run [PYTEST'S ARGUMENTS]`."""

import os
import signal
import subprocess
import sys

from tests.databases import Postgres

# What differs there: locks, counts and plans of queries, times, sequences.
DIFFERENT = (
    "tests/services",
    "tests/models",
    "tests/tenancy",
    "tests/admin/test_api_tokens.py",
    "tests/admin/test_members.py",
    "tests/admin/test_query_plans.py",
    "tests/api/test_authoring.py",
    "tests/publishing/test_cache_versions.py",
    "tests/publishing/test_clinic_facts.py",
    "tests/publishing/test_due.py",
    "tests/publishing/test_search_index.py",
    "tests/publishing/test_signal_handlers.py",
    "tests/publishing/test_statistics.py",
    "tests/publishing/webhooks/test_outbox.py",
    "tests/launching/test_batches.py",
    "tests/launching/test_bulk_rows.py",
    "tests/launching/test_collection_order.py",
    "tests/launching/test_launch.py",
    "tests/launching/test_relaunch.py",
    "tests/launching/test_network.py",
    "tests/launching/test_service.py",
    "tests/serving",
    "tests/web/test_health.py",
    "tests/web/test_media.py",
    "tests/web/test_media_plans.py",
    "tests/web/test_query_plans.py",
    "tests/web/test_earlier_urls.py::test_the_cost_does_not_grow_with_the_earlier_slugs_of_others",
    "tests/web/test_sitemaps.py::test_a_clinics_pages_are_found_by_their_clinic",
)
PARALLEL = ("-n", "2", "--dist", "loadgroup")


def main(arguments: list[str]) -> int:
    """Return pytest's exit status."""
    # The server ends with a run that is told to stop.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = Postgres()
    try:
        environment = {**os.environ, "TEST_DATABASE_URL": server.url("clinic_cms")}
        command = [sys.executable, "-m", "pytest", *(arguments or (*PARALLEL, *DIFFERENT))]
        return subprocess.run(command, env=environment).returncode
    finally:
        server.remove()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
