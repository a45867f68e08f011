"""One connection to a mesh: address, credential, channel, stubs."""

import ipaddress
import os
import threading
from collections.abc import Iterator
from importlib.metadata import version as package_version
from pathlib import Path

import grpc

from pedigree import pages, v1
from pedigree.calls import LARGEST_REFUSAL, Calls
from pedigree.project import Project
from pedigree.retry import RetryPolicy
from pedigree.store import Store
from pedigree.v1.artifact_service_pb2_grpc import ArtifactServiceStub
from pedigree.v1.asset_service_pb2_grpc import AssetServiceStub
from pedigree.v1.label_service_pb2_grpc import LabelServiceStub
from pedigree.v1.lifecycle_service_pb2_grpc import LifecycleServiceStub
from pedigree.v1.lineage_service_pb2_grpc import LineageServiceStub

DEFAULT_ADDRESS = "localhost:7400"
# Answers of lineage and lists of gates may be long.
_LARGEST_MESSAGE = 64 << 20


def connect(
    address: str | None = None,
    token: str | None = None,
    *,
    token_file: str | Path | None = None,
    tls: bool | None = None,
    ca_file: str | Path | None = None,
    timeout: float = 30.0,
    retry: RetryPolicy | None = None,
    direct: bool = True,
) -> "Connection":
    """Connects to a mesh.

    What is not given comes from `PEDIGREE_ADDRESS` (else localhost:7400), `PEDIGREE_TOKEN`, `PEDIGREE_TOKEN_FILE` and
    `PEDIGREE_CA_FILE`. TLS is used unless the address is a loopback one; `tls` says otherwise. `timeout` is the
    deadline in seconds of every call that is not given one, retries included.

    Large files go between this machine and the object store where the server offers that and the store is reached;
    without `direct` they always take the way through the server.

    Nothing is sent yet: the first call finds out whether a server is there.
    """
    address = address or os.environ.get("PEDIGREE_ADDRESS") or DEFAULT_ADDRESS
    token = token or _token(token_file)
    ca_file = ca_file or os.environ.get("PEDIGREE_CA_FILE")
    secure = (not is_loopback(address) or ca_file is not None) if tls is None else tls
    channel = _channel(address, secure, ca_file)
    return Connection(Client(address, token, channel, timeout, retry or RetryPolicy(), direct))


class Client:
    """The generated stubs over one channel, for calls this package has no shorter way for.

    Every call through them carries the credential, a deadline, a `request_id`, and is retried as `RetryPolicy` says;
    failures are `pedigree.errors`.
    """

    def __init__(
        self,
        address: str,
        token: str | None,
        channel: grpc.Channel,
        timeout: float,
        retry: RetryPolicy,
        direct: bool = True,
    ):
        self.address = address
        self.retry = retry
        # The last write's token: a read that is given it answers no older. See `at_least_as_fresh` in the API.
        self.last_write = ""
        self.channel = grpc.intercept_channel(channel, Calls(token, timeout, retry, self._written))
        self._closing = channel
        self.assets = AssetServiceStub(self.channel)
        self.lifecycle = LifecycleServiceStub(self.channel)
        self.artifacts = ArtifactServiceStub(self.channel)
        self.lineage = LineageServiceStub(self.channel)
        self.labels = LabelServiceStub(self.channel)
        self.store = Store()
        self._direct = direct
        self._capabilities: v1.Capabilities | None = None
        self._lock = threading.Lock()

    def least_direct_bytes(self, limits: v1.Capabilities) -> int | None:
        """How large a blob must be to go between this machine and the object store by itself; None if none can."""
        return limits.min_direct_blob_bytes or None if self._direct else None

    def capabilities(self, request: v1.GetCapabilitiesRequest) -> v1.Capabilities:
        """The server's limits, asked for once."""
        with self._lock:
            if self._capabilities is None:
                self._capabilities = self.artifacts.GetCapabilities(request)
            return self._capabilities

    def close(self) -> None:
        self.store.close()
        self._closing.close()

    def _written(self, token: str) -> None:
        self.last_write = token


class Connection:
    """A mesh, as one caller sees it. Use it as a context manager, or close it."""

    def __init__(self, client: Client):
        self.client = client

    def project(self, project_id: str, *, create: bool = False) -> Project:
        """A project by its id. With `create` it is made if it is not there yet; without, the first call may fail."""
        project = Project(self.client, project_id)
        return project.ensure() if create else project

    def projects(self) -> Iterator[v1.Project]:
        """The projects the caller may read, by name."""
        return pages.every(self.client.assets.ListProjects, v1.ListProjectsRequest(), "projects")

    def close(self) -> None:
        self.client.close()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<pedigree at {self.client.address}>"


def is_loopback(address: str) -> bool:
    """Whether the address leads to this machine only."""
    host = address.rsplit(":", 1)[0].strip("[]")
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return address.startswith("unix:")


def _token(token_file: str | Path | None) -> str | None:
    if token_file is None and (given := os.environ.get("PEDIGREE_TOKEN")):
        return given
    path = token_file or os.environ.get("PEDIGREE_TOKEN_FILE")
    return Path(path).read_text("utf-8").strip() if path else None


def _channel(address: str, secure: bool, ca_file: str | Path | None) -> grpc.Channel:
    options = [
        ("grpc.max_receive_message_length", _LARGEST_MESSAGE),
        ("grpc.max_send_message_length", _LARGEST_MESSAGE),
        ("grpc.max_metadata_size", LARGEST_REFUSAL),
        ("grpc.absolute_max_metadata_size", LARGEST_REFUSAL + (16 << 10)),
        ("grpc.primary_user_agent", f"pedigree-python/{package_version('pedigree-client')}"),
        # A server that restarts is found again soon; the policy of retries decides how long to try.
        ("grpc.max_reconnect_backoff_ms", 2_000),
        # Retries of gRPC itself would be a second layer.
        ("grpc.enable_retries", 0),
    ]
    if not secure:
        return grpc.insecure_channel(address, options)
    roots = Path(ca_file).read_bytes() if ca_file else None
    return grpc.secure_channel(address, grpc.ssl_channel_credentials(roots), options)
