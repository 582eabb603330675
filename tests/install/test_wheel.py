"""The plugin alone, installed into an empty Wagtail project as the README says."""

import os
import re
import site
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from pathlib import Path

import pytest

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]

REPO = Path(__file__).resolve().parents[2]


def run(*command, cwd, **environment):
    # Coverage of child processes would look for the repository's configuration.
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def readme_block(heading: str, language: str, number: int = 0) -> str:
    section = (REPO / "README.md").read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)[number]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, cwd=REPO)
    [path] = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def project(wheel, tmp_path_factory):
    """An empty project in its own environment; the dependencies are this environment's."""
    folder = tmp_path_factory.mktemp("project")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "--no-deps", "--no-index", wheel, cwd=folder)
    [packages] = (folder / "env").glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()))
    wagtail = "from wagtail.bin.wagtail import main; main()"
    run(python, "-c", wagtail, "start", "agency", folder, cwd=folder)
    settings = folder / "agency" / "settings" / "base.py"
    block = readme_block("Install it into your own Wagtail project", "python")
    settings.write_text(f"{settings.read_text()}\n{block}")
    urls = folder / "agency" / "urls.py"
    line = readme_block("Install it into your own Wagtail project", "python", 1).strip()
    text = urls.read_text()
    assert 'path("", include(wagtail_urls)),' in text
    urls.write_text(text.replace('path("", include(wagtail_urls))', line))
    (folder / "clinic.toml").write_text(readme_block("Import an article, launch a clinic", "toml"))
    return python, folder


def manage(project, *arguments):
    python, folder = project
    return run(
        python, "manage.py", *arguments, cwd=folder, DJANGO_SETTINGS_MODULE="agency.settings.dev"
    )


def test_the_wheel_holds_the_plugin_alone(wheel):
    import zipfile

    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"clinic_cms"}
    assert any(name.endswith("static/clinic_cms/clinic.css") for name in names)
    assert any(name.endswith("LC_MESSAGES/django.mo") for name in names)


def test_an_empty_project_serves_a_clinic_after_the_readmes_steps(project):
    python, folder = project
    where = run(python, "-c", "import clinic_cms; print(clinic_cms.__file__)", cwd=folder)
    assert str(folder) in where
    manage(project, "migrate", "--verbosity", "0")
    manage(project, "check", "--database", "default")
    manage(project, "launch_clinic", "clinic.toml")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [python, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
        cwd=folder,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "agency.settings.dev"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        page = fetch(port, "seabright.localhost")
    finally:
        server.terminate()
        server.wait()
    assert "Seabright Spine" in page
    assert "tel:+12075550142" in page
    assert "{{" not in page


def fetch(port: int, host: str) -> str:
    """Ask until the server has started; at most half a minute."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": host})
    end = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.read().decode()
        except (urllib.error.URLError, ConnectionError) as error:
            if isinstance(error, urllib.error.HTTPError) or time.monotonic() > end:
                raise
            time.sleep(0.3)
