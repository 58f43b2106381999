"""`iscm user` and `iscm token`: what an administrator types, and what is printed."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from repository.clock import now
from repository.errors import Conflict, Rejected, Unknown
from repository.repository import Repository
from repository.settings import Settings
from web.command import app

PASSWORD = "four unrelated words here\n"


@pytest.fixture
def iscm(tmp_path: Path) -> Callable[..., Result]:
    environment = {"ISCM_DATA_DIR": str(tmp_path / "data"), "ISCM_SECURITY_LOG": str(tmp_path / "security.log")}
    return lambda *arguments, stdin="": CliRunner().invoke(app, list(arguments), input=stdin, env=environment)


def said(result: Result) -> list[list[str]]:
    assert result.exit_code == 0, result.output
    return [line.split("\t") for line in result.stdout.splitlines()]


def test_accounts_are_added_listed_and_changed(iscm: Callable[..., Result], tmp_path: Path) -> None:
    said(iscm("user", "add", "a@example.org", "--role", "administrator", stdin=PASSWORD))
    said(iscm("user", "add", "B@example.org", "--role", "reader", stdin=PASSWORD))
    said(iscm("user", "role", "b@example.org", "curator"))
    said(iscm("user", "disable", "b@example.org"))
    assert said(iscm("user", "list")) == [
        ["a@example.org", "administrator", "open", "never"],
        ["b@example.org", "curator", "disabled", "never"],
    ]
    said(iscm("user", "disable", "b@example.org", "--undo"))
    said(iscm("user", "password", "b@example.org", stdin="quite another sentence\n"))
    with_trouble = iscm("user", "disable", "a@example.org")
    assert isinstance(with_trouble.exception, Conflict)
    assert isinstance(iscm("user", "role", "b@example.org", "boss").exception, Rejected)
    repository = Repository(Settings(data_dir=tmp_path / "data"))
    with repository.read() as uow:
        assert uow.accounts.verify("b@example.org", "quite another sentence")
    repository.close()
    events = [json.loads(line)["event"] for line in (tmp_path / "security.log").read_text().splitlines()]
    assert events == [
        "account added", "account added", "role changed", "account disabled", "account enabled", "password set",
    ]  # fmt: skip


def test_a_token_is_printed_alone_listed_without_its_secret_and_revoked(
    iscm: Callable[..., Result], tmp_path: Path
) -> None:
    said(iscm("user", "add", "a@example.org", "--role", "curator", stdin=PASSWORD))
    [[secret]] = said(iscm("token", "a@example.org", "--days", "2"))
    assert len(secret) > 40
    said(iscm("token", "a@example.org", "--scope", "upload", "--name", "the  night job"))
    listed = said(iscm("token", "--list"))
    assert [line[1:3] + line[5:] for line in listed] == [
        ["a@example.org", "upload", "the night job"],
        ["a@example.org", "curate", ""],
    ]
    assert listed[1][3] == (now() + timedelta(days=2)).date().isoformat()
    assert secret not in str(listed)
    said(iscm("token", "--revoke", listed[1][0]))
    assert len(said(iscm("token", "a@example.org", "--list"))) == 1
    assert isinstance(iscm("token", "--revoke", listed[1][0]).exception, Unknown)
    assert isinstance(iscm("token").exception, Rejected)
    assert isinstance(iscm("token", "a@example.org", "--scope", "all").exception, Rejected)
