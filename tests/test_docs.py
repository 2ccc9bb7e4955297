"""A command or option without a line in docs/commands.md fails; so does a line without an option."""

import argparse
import re
from pathlib import Path

from rashomon.cli import parser

ROOT = Path(__file__).parents[1]


def commands() -> dict[str, argparse.ArgumentParser]:
    actions = parser()._actions
    return next(dict(a.choices) for a in actions if isinstance(a, argparse._SubParsersAction))


def sections() -> dict[str, str]:
    _, *parts = re.split(r"^## rashomon (\w+).*\n", (ROOT / "docs/commands.md").read_text("utf-8"), flags=re.M)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_every_command_has_a_section() -> None:
    assert sections().keys() == commands().keys()


def test_every_option_is_described_and_no_other() -> None:
    for name, command in commands().items():
        options = {o for a in command._actions for o in a.option_strings} - {"-h", "--help"}
        described = set(
            re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(re.findall(r"^- (.*?):", sections()[name], re.M)))
        )
        assert described == options, name


def test_every_page_the_documentation_links_to_is_there() -> None:
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
