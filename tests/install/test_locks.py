"""The locks install what they name, today and when newer releases are out, under an old pip too."""

import json
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from email.parser import HeaderParser
from hashlib import sha256
from importlib.metadata import distributions
from itertools import chain

import pytest
from packaging.utils import canonicalize_name

from tests.install.locks import DEV, REPO, RUN, lacking_extras, pins

OLD_PIP = (
    "pip==23.2.1 --hash=sha256:7ccf472345f20d35bdc9d1841ff5f313260c2c33fe417f48c30ac46cccabf5be"
)
"""What Python 3.11's venv brings, and the last line of releases that ignores a pin for extras."""
LATER = "9999"
"""Added to a version, it makes a newer release within every bound that the present one meets."""


@pytest.fixture(params=[RUN, DEV], ids=lambda path: path.stem)
def lock(request):
    return request.param


def test_every_extra_that_a_package_requires_is_pinned_with_it(lock):
    assert lacking_extras(pins(lock.read_text()), list(distributions())) == []


def test_a_lock_without_its_extras_is_reported():
    stripped = re.sub(r"^([\w-]+)\[[\w,]+\]==", r"\1==", DEV.read_text(), flags=re.MULTILINE)
    reported = "\n".join(lacking_extras(pins(stripped), list(distributions())))
    assert "wagtail requires willow[heif]" in reported.lower()
    assert "pytest-cov requires coverage[toml]" in reported


def test_every_pin_has_a_hash_and_no_address(lock):
    text = lock.read_text()
    assert text.count("==") >= len(pins(text)) > 50
    entries = re.split(r"\n(?=[a-z0-9])", text)
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_the_lock_for_developing_pins_what_the_lock_for_running_pins():
    developing = {(canonicalize_name(pin.name), pin.specifier) for pin in pins(DEV.read_text())}
    running = {(canonicalize_name(pin.name), pin.specifier) for pin in pins(RUN.read_text())}
    assert running - developing == set()


def test_running_installs_no_test_tools():
    project = tomllib.loads((REPO / "pyproject.toml").read_text())["project"]
    declared = {pin.name for pin in pins("\n".join(project["optional-dependencies"]["dev"]))}
    # Wagtail writes spreadsheets with openpyxl, and allauth reads tokens with the other two; tests
    # read and sign them too.
    shared = {"cryptography", "openpyxl", "pyjwt"}
    assert {pin.name for pin in pins(RUN.read_text())} & declared == shared


def test_the_locks_satisfy_what_is_declared(lock):
    project = tomllib.loads((REPO / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    groups = [group for name, group in extras.items() if name != "dev" or lock == DEV]
    declared = pins("\n".join(chain(project["dependencies"], *groups)))
    versions = {}
    for pin in pins(lock.read_text()):
        [exact] = pin.specifier
        versions.setdefault(canonicalize_name(pin.name), []).append(exact.version)
    for requirement in declared:
        found = versions[canonicalize_name(requirement.name)]
        assert all(version in requirement.specifier for version in found), str(requirement)


def pip(python, *arguments, pip_wheel=None, check=True):
    environment = {**os.environ, **({"PYTHONPATH": str(pip_wheel)} if pip_wheel else {})}
    result = subprocess.run(
        [str(python), "-m", "pip", "--disable-pip-version-check", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=environment,
    )
    if check:
        assert result.returncode == 0, result.stdout + result.stderr
    return result


@pytest.fixture(scope="module")
def wheels(request):
    """The wheels of the lock for running, and the old pip's; downloaded once per lock."""
    key = sha256(f"{RUN.read_text()}{OLD_PIP}{sys.version}".encode()).hexdigest()[:12]
    folder = request.config.cache.mkdir("wheels") / key
    if not (folder / "complete").exists():
        download = [sys.executable, "download", "--no-deps", "--only-binary=:all:", "-d", folder]
        folder.mkdir(exist_ok=True)
        (folder / "pip.txt").write_text(OLD_PIP)
        pip(*download, "--require-hashes", "-r", RUN, "-r", folder / "pip.txt")
        (folder / "complete").touch()
    return folder


@pytest.fixture(scope="module")
def releases(wheels, tmp_path_factory):
    """The wheels, and a newer release of every package of theirs that offers an extra."""
    folder = tmp_path_factory.mktemp("releases")
    for wheel in wheels.glob("*.whl"):
        os.symlink(wheel, folder / wheel.name)
        with zipfile.ZipFile(wheel) as archive:
            info = "-".join(wheel.name.split("-")[:2]) + ".dist-info"
            metadata = HeaderParser().parsestr(archive.read(f"{info}/METADATA").decode())
        if metadata.get_all("Provides-Extra"):
            make_newer_release(folder, metadata)
    newer = {path.name.split("-")[0] for path in folder.glob(f"*.{LATER}-*")}
    assert {"willow", "psycopg"} <= newer
    return folder


def make_newer_release(folder, metadata):
    name = metadata["Name"].replace("-", "_").lower()
    version = f"{metadata['Version']}.{LATER}"
    info = f"{name}-{version}.dist-info"
    lines = ["Metadata-Version: 2.1", f"Name: {metadata['Name']}", f"Version: {version}"]
    lines += [f"Provides-Extra: {extra}" for extra in metadata.get_all("Provides-Extra")]
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{info}/METADATA", "\n".join(lines) + "\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture
def install(wheels, releases, tmp_path):
    """Install a lock from the folder alone into an empty environment, by the old pip."""
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / "bin" / "python"
    [old_pip] = wheels.glob("pip-*.whl")

    def run(lock):
        only_the_folder = ["--isolated", "install", "--no-index", "--find-links", releases]
        command = [*only_the_folder, "--require-hashes", "-r", lock]
        result = pip(python, *command, pip_wheel=old_pip, check=False)
        listed = pip(python, "list", "--format=json", pip_wheel=old_pip).stdout
        return result, {
            canonicalize_name(row["name"]): row["version"] for row in json.loads(listed)
        }

    return run


@pytest.mark.wheel
@pytest.mark.xdist_group("locks")
def test_an_old_pip_installs_the_lock_for_running_after_newer_releases(install):
    result, installed = install(RUN)
    assert result.returncode == 0, result.stderr
    expected = {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin in pins(RUN.read_text())
        if pin.marker is None or pin.marker.evaluate()
    }
    assert {name: installed.get(name) for name in expected} == expected


@pytest.mark.wheel
@pytest.mark.xdist_group("locks")
def test_an_old_pip_refuses_a_lock_without_its_extras(install, tmp_path):
    stripped = tmp_path / "stripped.txt"
    stripped.write_text(RUN.read_text().replace("willow[heif]==", "willow=="))
    result, _installed = install(stripped)
    assert result.returncode != 0
    assert "willow[heif]" in result.stderr.lower()
    assert "must have their versions pinned" in result.stderr
