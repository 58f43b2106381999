"""The README is true: every setting, command and route stands in it, and its two commands are those of CI."""

from pathlib import Path

import pytest
from typer.main import get_command

from repository.settings import Settings
from web.app import create_app
from web.command import app

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text()


def test_every_setting_stands_in_the_readme(readme: str) -> None:
    for name, field in Settings.model_fields.items():
        assert f"`ISCM_{name.upper()}`" in readme
        assert field.description, f"{name} does not say what it is for"


def test_every_command_and_option_stands_in_the_readme(readme: str) -> None:
    everything = get_command(app)
    context = everything.make_context("iscm", ["serve"], resilient_parsing=True)
    for name in everything.list_commands(context):  # type: ignore[attr-defined]
        command = everything.get_command(context, name)  # type: ignore[attr-defined]
        assert f"`iscm {name}" in readme
        for parameter in getattr(command, "params", ()):
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    assert option in readme, f"iscm {name} {option}"


def test_every_route_stands_in_the_readme(readme: str, tmp_path: Path) -> None:
    application = create_app(Settings(data_dir=tmp_path))
    for path in application.openapi()["paths"]:
        assert f"`{path}`" in readme or f" {path}`" in readme, path
    house = application.state.house
    house.repository.close()


def test_every_dependency_stands_in_the_readme(readme: str) -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for requirement in project["dependencies"]:
        name = requirement.split("=")[0].split(">")[0].split("[")[0].strip()
        assert f"| {name} |" in readme, name


def test_continuous_integration_runs_the_commands_of_the_readme(readme: str) -> None:
    script = (ROOT / ".ci" / "run").read_text()
    for command in ("make test", "make check"):
        assert command in script
        assert command in readme
    assert "make run" in readme


def test_every_dependency_is_pinned_and_no_index_is_named() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    constraints = (ROOT / "constraints.txt").read_text()
    pinned = {line.partition("==")[0].casefold() for line in constraints.splitlines() if "==" in line}
    for requirement in project["dependencies"] + project["optional-dependencies"]["dev"]:
        name = requirement.split("=")[0].split(">")[0].split("<")[0].split("[")[0].strip()
        assert name.casefold() in pinned, name
    assert "://" not in constraints
