"""Servers in this process that answer as a test tells them to, for faults that a real mesh does not make on demand."""

import hashlib
from collections.abc import Callable
from concurrent import futures

import grpc
import zstandard
from google.protobuf.any_pb2 import Any
from google.protobuf.duration_pb2 import Duration
from google.rpc import code_pb2, error_details_pb2, status_pb2

from pedigree import digests, v1
from pedigree.digests import FileEntry
from pedigree.v1.artifact_service_pb2_grpc import ArtifactServiceServicer, add_ArtifactServiceServicer_to_server
from pedigree.v1.asset_service_pb2_grpc import AssetServiceServicer, add_AssetServiceServicer_to_server


def refuse(context, code: grpc.StatusCode, reason: str = "", retry_after: float | None = None):
    """Ends a call as the services do."""
    status = status_pb2.Status(code=code.value[0], message="as the test wants it")
    details = [error_details_pb2.ErrorInfo(domain="pedigree.dev", reason=reason)] if reason else []
    if retry_after is not None:
        wait = Duration()
        wait.FromNanoseconds(int(retry_after * 1e9))
        details.append(error_details_pb2.RetryInfo(retry_delay=wait))
    for detail in details:
        packed = Any()
        packed.Pack(detail)
        status.details.append(packed)
    context.set_trailing_metadata([("grpc-status-details-bin", status.SerializeToString())])
    context.abort(code, status.message)


class Server:
    """Starts servicers on a free port of this machine."""

    def __init__(self, *, assets=None, artifacts=None):
        self._server = grpc.server(futures.ThreadPoolExecutor(8), options=[("grpc.max_receive_message_length", -1)])
        if assets:
            add_AssetServiceServicer_to_server(assets, self._server)
        if artifacts:
            add_ArtifactServiceServicer_to_server(artifacts, self._server)
        port = self._server.add_insecure_port("127.0.0.1:0")
        self._server.start()
        self.address = f"127.0.0.1:{port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.stop(None)


class ScriptedAssets(AssetServiceServicer):
    """Runs the script's steps one a call; a step returns nothing to let the call succeed."""

    def __init__(self, *script: Callable):
        self.script = list(script)
        self.requests: list = []
        self.seen: list[dict] = []
        self.time_left: list[float] = []

    def CreateProject(self, request, context):
        self.requests.append(request)
        self.seen.append(dict(context.invocation_metadata()))
        self.time_left.append(context.time_remaining())
        if self.script:
            self.script.pop(0)(context)
        return v1.Project(name=f"projects/{request.project_id}", consistency_token=f"after-{len(self.requests)}")

    def GetProject(self, request, context):
        self.requests.append(request)
        return v1.Project(name=request.name, consistency_token="of-a-read")


class MemoryArtifacts(ArtifactServiceServicer):
    """Blobs and manifests in memory, under the rules of the API that a client can notice."""

    def __init__(self, limits: v1.Capabilities | None = None):
        self.blobs: dict[bytes, bytes] = {}
        self.manifests: dict[str, list[v1.ManifestEntry]] = {}
        self.received: list[bytes] = []
        self.downloads = 0
        self.before_download: Callable = lambda blob: None
        self.before_upload: Callable = lambda request, context: None
        self.before_batch: Callable = lambda blob: None
        self.before_chunk: Callable = lambda sent, context: None
        self.limits = limits or v1.Capabilities(
            max_batch_bytes=1 << 20,
            max_batch_blobs=100,
            max_batch_blob_bytes=64 << 10,
            max_chunk_bytes=1 << 20,
            max_find_missing_digests=3,
            max_manifest_chunk_entries=2,
            max_batch_download_blobs=3,
            max_batch_download_blob_bytes=64 << 10,
            encodings=[v1.BLOB_ENCODING_ZSTD],
        )

    def GetCapabilities(self, request, context):
        return self.limits

    def FindMissingBlobs(self, request, context):
        asked = [request.digests[at : at + 32] for at in range(0, len(request.digests), 32)]
        assert len(asked) <= self.limits.max_find_missing_digests
        return v1.FindMissingBlobsResponse(missing=b"".join(one for one in asked if one not in self.blobs))

    def BatchUploadBlobs(self, request, context):
        assert sum(len(blob.data) for blob in request.blobs) <= self.limits.max_batch_bytes
        results = []
        for blob in request.blobs:
            data = zstandard.decompress(blob.data) if blob.encoding else blob.data
            code = self.before_batch(blob) or self._store(blob.digest, data)
            results.append(v1.BlobUploadResult(digest=blob.digest, status=status_pb2.Status(code=code)))
        return v1.BatchUploadBlobsResponse(results=results)

    def UploadBlob(self, requests, context):
        spec, data = None, b""
        for request in requests:
            assert len(request.data) <= self.limits.max_chunk_bytes
            spec = spec or request.spec
            data += request.data
            self.before_upload(request, context)
        if self._store(spec.digest, data) != code_pb2.OK:
            refuse(context, grpc.StatusCode.INVALID_ARGUMENT, "DIGEST_MISMATCH")
        return v1.UploadBlobResponse(name=digests.text(spec.digest), size=len(data))

    def CommitManifest(self, requests, context):
        requests = list(requests)
        entries = [entry for request in requests for entry in request.entries]
        listed = [FileEntry(entry.path, entry.digest, entry.size) for entry in entries]
        assert listed == digests.in_order(listed)
        assert digests.of_manifest(listed) == requests[0].digest
        assert all(entry.digest in self.blobs for entry in entries)
        self.manifests[requests[0].digest] = entries
        return v1.Manifest(digest=requests[0].digest, file_count=len(entries))

    def ListManifestEntries(self, request, context):
        entries = self.manifests[request.parent.split("/")[-1]]
        start = int(request.page_token or 0)
        more = str(start + 2) if start + 2 < len(entries) else ""
        return v1.ListManifestEntriesResponse(entries=entries[start : start + 2], next_page_token=more)

    def GetManifest(self, request, context):
        digest = request.name.split("/")[-1]
        if digest not in self.manifests:
            refuse(context, grpc.StatusCode.NOT_FOUND, "MANIFEST_NOT_FOUND")
        return v1.Manifest(digest=digest, file_count=len(self.manifests[digest]))

    def BatchDownloadBlobs(self, request, context):
        asked = [request.digests[at : at + 32] for at in range(0, len(request.digests), 32)]
        assert len(asked) <= self.limits.max_batch_download_blobs
        assert v1.BLOB_ENCODING_ZSTD in request.accept_encodings
        for digest in reversed(asked):
            self.downloads += 1
            data = self.blobs[digest]
            packed = zstandard.compress(data)
            encoding = v1.BLOB_ENCODING_ZSTD if len(packed) < len(data) else v1.BLOB_ENCODING_UNSPECIFIED
            blob = v1.BlobDownload(digest=digest, encoding=encoding, size=len(data))
            blob.data = packed if encoding else data
            blob.status.code = code_pb2.OK
            self.before_download(blob)
            yield v1.BatchDownloadBlobsResponse(blobs=[blob])

    def DownloadBlob(self, request, context):
        self.downloads += 1
        data = self.blobs[bytes.fromhex(request.name.split("sha256:")[1])]
        for start in range(request.read_offset, max(1, len(data)), 1 << 20):
            self.before_chunk(start, context)
            yield v1.DownloadBlobResponse(data=data[start : start + (1 << 20)])

    def _store(self, digest: bytes, data: bytes) -> int:
        self.received.append(digest)
        if hashlib.sha256(data).digest() != digest:
            return code_pb2.INVALID_ARGUMENT
        self.blobs[digest] = data
        return code_pb2.OK
