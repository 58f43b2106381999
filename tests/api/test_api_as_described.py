"""The API does what its description says: schemathesis asks every operation what nobody would think of."""

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS
from starlette.types import ASGIApp, Receive, Scope, Send

_EXAMPLES = 10
_CHECKED = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")


def test_the_description_is_openapi_with_examples(client: TestClient) -> None:
    description = client.get("/api/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    search = description["paths"]["/api/search"]["get"]["parameters"]
    assert all("example" in parameter for parameter in search)


def test_every_operation_answers_as_it_is_described(
    client: TestClient, library: dict[str, str], curator: dict[str, str]
) -> None:
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", _running(client.app))
    checks = [CHECKS.get_one(name) for name in _CHECKED]
    failures = []
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=_EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=curator, checks=checks)

        try:
            ask()
        except Exception as error:
            failures.append(f"{operation.label}: {error}")
    if failures:
        pytest.fail("\n\n".join(failures))


def _running(app: ASGIApp) -> ASGIApp:
    """The application of the client, which runs already: nobody starts or stops it again."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await app(scope, receive, send)
            return
        for moment in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{moment}.complete"})

    return answer
