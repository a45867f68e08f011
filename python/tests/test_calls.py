import functools
import time
import uuid

import grpc
import pytest

import pedigree
from fakes import ScriptedAssets, Server, refuse
from pedigree import errors, v1
from pedigree.retry import RetryPolicy

UNAVAILABLE = functools.partial(refuse, code=grpc.StatusCode.UNAVAILABLE)
QUICK = RetryPolicy(attempts=4, first_wait=0.01, longest_wait=0.05)


def call(assets, request=None, **given):
    given.setdefault("retry", QUICK)
    with Server(assets=assets) as server, pedigree.connect(server.address, "secret", **given) as connection:
        response = connection.client.assets.CreateProject(request or v1.CreateProjectRequest(project_id="p"))
        return response, connection


def test_every_call_carries_the_credential_a_deadline_and_a_request_id():
    assets = ScriptedAssets()
    call(assets, timeout=7)
    assert assets.seen[0]["authorization"] == "Bearer secret"
    assert 5 < assets.time_left[0] < 7.5  # the clocks of client and server differ a little
    assert uuid.UUID(assets.requests[0].request_id)


def test_a_retry_is_the_same_request_with_the_same_id():
    assets = ScriptedAssets(UNAVAILABLE, UNAVAILABLE)
    response, _ = call(assets)
    assert response.name == "projects/p"
    assert len(assets.requests) == 3
    assert len({request.request_id for request in assets.requests}) == 1


def test_two_calls_with_one_request_object_are_two_requests():
    assets = ScriptedAssets()
    request = v1.CreateProjectRequest(project_id="p")
    with Server(assets=assets) as server, pedigree.connect(server.address) as connection:
        connection.client.assets.CreateProject(request)
        connection.client.assets.CreateProject(request)
    assert request.request_id == ""
    assert assets.requests[0].request_id != assets.requests[1].request_id


def test_a_request_id_of_the_caller_is_kept():
    chosen = str(uuid.uuid4())
    assets = ScriptedAssets()
    call(assets, v1.CreateProjectRequest(project_id="p", request_id=chosen))
    assert assets.requests[0].request_id == chosen


def test_the_wait_the_server_asks_for_is_kept():
    assets = ScriptedAssets(functools.partial(UNAVAILABLE, reason="NOT_FRESH_YET", retry_after=0.3))
    began = time.monotonic()
    call(assets)
    assert 0.3 <= time.monotonic() - began < 2


def test_an_overloaded_server_is_left_alone_for_as_long_as_it_asks():
    busy = functools.partial(refuse, code=grpc.StatusCode.RESOURCE_EXHAUSTED, reason="OVERLOADED", retry_after=0.05)
    assets = ScriptedAssets(busy)
    call(assets)
    assert len(assets.requests) == 2


def test_retries_end():
    assets = ScriptedAssets(*[functools.partial(UNAVAILABLE, reason="DEPENDENCY_UNAVAILABLE")] * 9)
    with pytest.raises(errors.DependencyUnavailable) as caught:
        call(assets)
    assert len(assets.requests) == QUICK.attempts
    assert caught.value.request_id == assets.requests[0].request_id


def test_a_wait_beyond_the_deadline_is_not_begun():
    assets = ScriptedAssets(functools.partial(UNAVAILABLE, reason="DEPENDENCY_UNAVAILABLE", retry_after=60))
    began = time.monotonic()
    with pytest.raises(errors.DependencyUnavailable):
        call(assets, timeout=2)
    assert time.monotonic() - began < 1
    assert len(assets.requests) == 1


@pytest.mark.parametrize(
    "code", [grpc.StatusCode.FAILED_PRECONDITION, grpc.StatusCode.ABORTED, grpc.StatusCode.INTERNAL]
)
def test_what_waiting_does_not_mend_is_not_tried_again(code):
    assets = ScriptedAssets(functools.partial(refuse, code=code))
    with pytest.raises(errors.PedigreeError):
        call(assets)
    assert len(assets.requests) == 1


def test_a_server_that_gave_up_while_there_is_time_is_asked_again():
    late = functools.partial(refuse, code=grpc.StatusCode.DEADLINE_EXCEEDED, reason="DEADLINE_EXCEEDED")
    assets = ScriptedAssets(late)
    call(assets, timeout=10)
    assert len({request.request_id for request in assets.requests}) == 1
    assert len(assets.requests) == 2


def test_a_deadline_that_passes_is_an_error_that_tells_the_request_id():
    assets = ScriptedAssets(lambda context: time.sleep(1))
    with pytest.raises(errors.DeadlineExceeded) as caught:
        call(assets, timeout=0.2)
    assert caught.value.request_id == assets.requests[0].request_id


def test_no_server_is_said_so():
    with pedigree.connect("127.0.0.1:1", "secret", retry=QUICK) as connection, pytest.raises(errors.Unreachable):
        connection.project("p").get()


def test_the_token_of_the_last_write_is_remembered_and_that_of_a_read_is_not():
    assets = ScriptedAssets()
    with Server(assets=assets) as server, pedigree.connect(server.address) as connection:
        project = connection.project("p", create=True)
        assert connection.client.last_write == ""
        connection.client.assets.CreateProject(v1.CreateProjectRequest(project_id="p"))
        assert connection.client.last_write == "after-2"
        project.get()
        assert connection.client.last_write == "after-2"


def test_a_method_the_server_does_not_have_has_its_class():
    with Server(assets=ScriptedAssets()) as server, pedigree.connect(server.address) as connection:
        with pytest.raises(errors.MethodNotFound):
            connection.client.lineage.GetImpact(v1.GetImpactRequest())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("localhost:7400", True),
        ("127.0.0.1:1", True),
        ("[::1]:1", True),
        ("pedigree.example:443", False),
        ("10.0.0.1:1", False),
    ],
)
def test_only_loopback_goes_without_tls_unasked(address, expected):
    assert pedigree.connection.is_loopback(address) is expected


def test_settings_come_from_the_environment(monkeypatch, tmp_path):
    (tmp_path / "token").write_text("from-a-file\n")
    assets = ScriptedAssets()
    with Server(assets=assets) as server:
        monkeypatch.setenv("PEDIGREE_ADDRESS", server.address)
        monkeypatch.setenv("PEDIGREE_TOKEN_FILE", str(tmp_path / "token"))
        with pedigree.connect() as connection:
            connection.client.assets.CreateProject(v1.CreateProjectRequest(project_id="p"))
    assert assets.seen[0]["authorization"] == "Bearer from-a-file"
