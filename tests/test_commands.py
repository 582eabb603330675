"""Every command of the plugin explains itself."""

from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

import clinic_cms

FOLDER = Path(clinic_cms.__file__).parent / "management" / "commands"
NAMES = sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))


def test_the_commands_are_the_plugins_own():
    commands = get_commands()
    assert NAMES
    assert {commands[name] for name in NAMES} == {"clinic_cms"}


@pytest.mark.parametrize("name", NAMES)
def test_a_command_prints_its_help(name):
    command = load_command_class("clinic_cms", name)
    text = command.create_parser("manage.py", name).format_help()
    assert " ".join(command.help.split())[:40] in " ".join(text.split())
