"""One run: all products side by side, in turns, on copies of their databases."""

import json
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import machine
from tests.benchmarks.articles import LANGUAGES, slug_of
from tests.benchmarks.clinics import facts_of, host_of
from tests.benchmarks.databases import Database, Databases
from tests.benchmarks.measures import MEASURES, READING, WRITING, Measure, Results, Served, Subject
from tests.benchmarks.other_writer import OtherWriter
from tests.benchmarks.over_http import Server, put_load
from tests.benchmarks.processes import Worker
from tests.caches import Redis

WAGTAIL_MOST = 1_000
"""Beyond so many clinics, plain Wagtail takes hours to build."""
NETWORK_HOST = "network.example"
ARTICLE = f"/conditions/{slug_of(0, 'en-us')}/"


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    sizes: tuple[int, ...]
    passes: int
    seconds: float
    """For how long a server is put under load in each pass."""
    visits: int
    """How many clinics' articles a worker serves before its memory is measured."""
    launches: int
    """How many clinics of ours are launched in one run; of Wagtail's, a twenty-fifth."""
    server_workers: int = 2
    most_times: int = 60
    """How often something is measured in a pass, at most."""

    @property
    def middle(self) -> int:
        """The largest number of clinics for which there is a plain Wagtail."""
        return max(size for size in self.sizes if size <= WAGTAIL_MOST)


class Bench:
    """Holds the processes of a run."""

    def __init__(self, plan: Plan, databases: Databases, scratch: Path) -> None:
        self.plan, self.databases, self.scratch = plan, databases, scratch
        self.redis = Redis(scratch) if shutil.which("redis-server") else None
        self.subjects = [Subject("ours", size) for size in plan.sizes]
        if self.redis:
            self.subjects.append(Subject("ours", plan.middle, redis=True))
        self.subjects += [
            Subject("plain_wagtail", size) for size in plan.sizes if size <= WAGTAIL_MOST
        ]
        self.subjects.append(Subject("bare", plan.middle))
        self.results = Results(self.subjects)

    def run(self) -> Results:
        """Measure all; databases that are not there are built first."""
        try:
            self._copy_databases()
            with ExitStack() as stack:
                workers = self._start_workers(stack)
                for measure in MEASURES:
                    if measure not in WRITING:
                        self._measure(measure, workers)
                self._serve()
                for measure in WRITING:
                    self._measure(measure, workers)
        finally:
            if self.redis:
                self.redis.stop()
        return self.results

    def _copy_databases(self) -> None:
        ours = Subject("ours", self.plan.middle)
        databases = {
            each: Database(each.product, each.clinics)
            for each in self.subjects
            if each.product != "bare"
        }
        of_one_language = Database("ours", ours.clinics, LANGUAGES[:1])
        # Those that take longest come first.
        self.databases.build([*reversed(databases.values()), of_one_language])
        for subject, database in databases.items():
            shutil.copy(self.databases.path(database), self._database(subject))
        shutil.copy(self._database(ours), self._database(Subject("bare", 0)))
        for subject, database in [*databases.items(), (ours, of_one_language)]:
            size = self.databases.path(database).stat().st_size
            self.results.sizes[subject, len(database.languages)] = size / 2**20

    def _database(self, subject: Subject) -> Path:
        if subject.product == "bare":
            return self.scratch / "bare.sqlite3"
        return self.scratch / f"{subject.label.replace(' ', '-')}.sqlite3"

    def _variables(self, subject: Subject) -> dict[str, str]:
        batch = self.plan.launches
        if subject.product == "plain_wagtail":
            batch = max(1, batch // 25)
        return {
            "BENCH_BYTES": str(self.scratch / "bytes"),
            "BENCH_CLINICS": json.dumps([subject.clinics, *LANGUAGES]),
            "BENCH_BATCH": str(batch),
            "REDIS_URL": self.redis.url if self.redis and subject.redis else "",
        }

    def _start_workers(self, stack: ExitStack) -> dict[Subject, Worker]:
        """Start a process for each product and number of clinics."""

        def start(subject: Subject) -> Worker:
            database, variables = self._database(subject), self._variables(subject)
            return stack.enter_context(Worker(subject.product, database, **variables))

        workers = {each: start(each) for each in self.subjects if each.product != "bare"}
        self._save_bytes(workers[Subject("ours", self.plan.middle)])
        return workers | {each: start(each) for each in self.subjects if each not in workers}

    def _save_bytes(self, ours: Worker) -> None:
        """Write what the bare view is to send: the bytes of ours."""
        folder = self.scratch / "bytes"
        folder.mkdir()
        middle = max(1, self.plan.middle // 2)
        for name, host, path in (
            ("article.html", host_of(middle), ARTICLE),
            ("home.html", host_of(middle), "/"),
            ("article.json", NETWORK_HOST, _json_path(middle)),
        ):
            text = ours.ask(fetch=[host, path])
            (folder / name).write_text(text, encoding="utf-8")

    def _measure(self, measure: Measure, workers: dict[Subject, Worker]) -> None:
        """Measure an act of all products, in turns."""
        act, times = measure.act, min(measure.times, self.plan.most_times)
        # A shared cache keeps a response for good from its third time on.
        # What publishes is warm from the row before, and takes long with many copies.
        before = {"correction": 0}.get(act, 3 if measure in READING else 1)
        able = {
            each: worker
            for each, worker in workers.items()
            # Whether Redis is there makes no difference to the others.
            if act in worker.acts and (measure in READING or not each.redis)
        }
        for subject, worker in able.items():
            if act != "launch":
                self.results.of(act, subject).queries = worker.ask(count=act, after=before)
        for _pass in range(self.plan.passes):
            for subject, worker in able.items():
                self.results.loads.append(machine.load())
                timed = self._ask(subject, worker, act, times)
                samples = self.results.of(act, subject)
                samples.cpu += timed["cpu"]
                samples.wall += timed["wall"]

    def _ask(
        self, subject: Subject, worker: Worker, act: str, times: int
    ) -> dict[str, list[float]]:
        if act != "launch":
            return worker.ask(act=act, times=times)
        with OtherWriter(self._database(subject)) as other:
            timed = worker.ask(act=act, times=times)
        waits = self.results.waits
        waits[subject] = max(waits.get(subject, 0), other.longest)
        count = int(self._variables(subject)["BENCH_BATCH"])
        return {clock: [each / count for each in each_times] for clock, each_times in timed.items()}

    def _serve(self) -> None:
        """Put servers of all products under load, in turns."""
        served = [each for each in self.subjects if each.clinics == self.plan.middle]
        middle = max(1, self.plan.middle // 2)
        with ExitStack() as stack:
            servers: dict[Subject, Server] = {}
            for subject in served:
                database, variables = self._database(subject), self._variables(subject)
                workers = self.plan.server_workers
                server = Server(subject.product, database, workers, **variables)
                servers[subject] = stack.enter_context(server)
            pages = {each: _pages(each, middle) for each in served}
            for subject, server in servers.items():
                for host, path in pages[subject].values():
                    server.wait(host, path)
            for name in ("article", "json"):
                for _pass in range(self.plan.passes):
                    for subject, server in servers.items():
                        if name in pages[subject]:
                            self._put_load(name, subject, server, *pages[subject][name])
            for subject, server in servers.items():
                self._visit_many(subject, server)

    def _put_load(self, name: str, subject: Subject, server: Server, host: str, path: str) -> None:
        put_load(server.port, host, path, requests=20)
        self.results.loads.append(machine.load())
        served = self.results.served.setdefault((name, subject), Served())
        start = server.cpu()
        rate = put_load(server.port, host, path, seconds=self.plan.seconds)
        served.rates.append(rate)
        served.cpu.append((server.cpu() - start) / (rate * self.plan.seconds))

    def _visit_many(self, subject: Subject, server: Server) -> None:
        """Have a server's workers serve articles of many clinics, and measure their memory."""
        for turn in range(self.plan.visits):
            host, path = _pages(subject, 1 + turn % subject.clinics)["article"]
            put_load(server.port, host, path, requests=1)
        self.results.memory[subject] = server.memory()


def _json_path(number: int) -> str:
    return f"/api/v1/clinics/{facts_of(number).slug}/conditions/{slug_of(0, 'en-us')}"


def _pages(subject: Subject, number: int) -> dict[str, tuple[str, str]]:
    """Host and path of the pages that a server of a product is asked for."""
    if subject.product == "bare":
        return {"article": (NETWORK_HOST, "/article.html"), "json": (NETWORK_HOST, "/article.json")}
    pages = {"article": (host_of(number), ARTICLE)}
    if subject.product == "ours":
        pages["json"] = (NETWORK_HOST, _json_path(number))
    return pages
