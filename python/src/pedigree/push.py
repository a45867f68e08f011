"""One push: files, then the version that names them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pedigree import errors, names, record
from pedigree.files import LocalFile
from pedigree.listing import Listing
from pedigree.progress import Report, stages
from pedigree.upload import Pushed, Upload, push, push_anew
from pedigree.v1 import Annotations, CreateVersionRequest, Version, VersionRecord


@dataclass(frozen=True)
class Draft:
    """What is to become a version."""

    # The asset's name.
    parent: str
    record: VersionRecord
    files: Iterable[LocalFile]
    description: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    request_id: str = ""
    # All checks, and nothing stored or sent.
    validate_only: bool = False


def create(client, draft: Draft, progress: bool | Report | None) -> tuple[Version, Pushed | None]:
    """Stores the files and creates the version.

    The server checks the record before bytes are sent: a fact that is missing is not found out after an hour of upload.
    """
    request = CreateVersionRequest(
        parent=draft.parent,
        record=draft.record,
        annotations=Annotations(description=draft.description, tags=draft.tags),
        request_id=draft.request_id,
        validate_only=draft.validate_only,
    )
    if draft.validate_only or next(iter(draft.files), None) is None:
        return client.assets.CreateVersion(request), None
    upload = Upload(client, names.project_of(draft.parent), stages(progress))
    with upload.hash(draft.files) as listing:
        request.record.manifest_digest = listing.manifest_digest()
        record.pin_files(request.record, listing.find)
        return _store(client, upload, listing, request)


def _store(client, upload: Upload, listing: Listing, request: CreateVersionRequest) -> tuple[Version, Pushed]:
    def check() -> None:
        _check(client, request)

    pushed = push(upload, listing, check)
    try:
        return client.assets.CreateVersion(request), pushed
    except errors.ArtifactMissing:
        if pushed.sent_blobs:
            raise
    # What no version names may be deleted at any time, and was, after it was found.
    pushed = push_anew(upload, listing, check)
    return client.assets.CreateVersion(request), pushed


def _check(client, request: CreateVersionRequest) -> None:
    trial = CreateVersionRequest()
    trial.CopyFrom(request)
    trial.request_id = ""
    trial.validate_only = True
    try:
        client.assets.CreateVersion(trial)
    except errors.ArtifactMissing:
        pass  # its bytes are what will be sent next
