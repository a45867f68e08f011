"""Each reason that a client can bring about comes as its class, with what belongs to it."""

import uuid
from datetime import UTC, datetime

import grpc
import pytest

import pedigree
from complete import MODEL, NOW, SCHEMA, dataset, lineage
from pedigree import change, errors, v1

pytestmark = pytest.mark.mesh


@pytest.fixture
def made(project, tmp_path):
    return lineage(project, tmp_path / "files")


def test_credential_invalid(mesh):
    with pedigree.connect(mesh.address, "not-a-token") as connection:
        with pytest.raises(errors.CredentialInvalid) as caught:
            next(connection.projects(), None)
    assert caught.value.code is grpc.StatusCode.UNAUTHENTICATED
    assert caught.value.trace


def test_permission_denied(mesh, project):
    """A reader may read the project, and only that."""
    with pedigree.connect(mesh.address, mesh.token_for(f"{project.id}:reader")) as connection:
        reader = connection.project(project.id)
        assert reader.get().name == project.name
        with pytest.raises(errors.PermissionDenied) as caught:
            reader.model("net").ensure()
        assert caught.value.metadata["resource"] == project.name
        with pytest.raises(errors.PermissionDenied):
            connection.project("t-of-others").get()


def test_not_found(connection, project):
    with pytest.raises(errors.ProjectNotFound):
        connection.project(f"absent-{uuid.uuid4().hex[:8]}").get()
    with pytest.raises(errors.AssetNotFound) as caught:
        project.model("absent").get()
    assert caught.value.resource == f"{project.name}/models/absent"
    with pytest.raises(errors.MethodNotFound):
        call = connection.client.channel.unary_unary(
            "/pedigree.v1.AssetService/Absent",
            request_serializer=v1.GetProjectRequest.SerializeToString,
            response_deserializer=v1.Project.FromString,
        )
        call(v1.GetProjectRequest(name=project.name))


def test_version_alias_environment_and_the_like_not_found(project, made):
    net = project.model("net")
    with pytest.raises(errors.VersionNotFound):
        net.version(99)
    with pytest.raises(errors.AliasNotFound):
        project.version("models/net@absent")
    with pytest.raises(errors.EnvironmentNotFound):
        net.environment("absent").get()
    with pytest.raises(errors.PolicyNotFound):
        net.environment("absent").policy()
    with pytest.raises(errors.RetirementNotFound):
        made[2].retirement()
    lifecycle = project.client.lifecycle
    with pytest.raises(errors.EvaluationNotFound):
        lifecycle.GetEvaluation(v1.GetEvaluationRequest(name=f"{made[2].name}/evaluations/9"))
    with pytest.raises(errors.DeploymentNotFound):
        lifecycle.GetDeployment(v1.GetDeploymentRequest(name=f"{net.name}/environments/e/deployments/9"))


def test_content_not_found(project):
    digest = f"sha256:{'0' * 64}"
    artifacts = project.client.artifacts
    with pytest.raises(errors.ManifestNotFound):
        artifacts.GetManifest(v1.GetManifestRequest(name=f"{project.name}/manifests/{digest}"))
    with pytest.raises(errors.BlobNotFound):
        list(artifacts.DownloadBlob(v1.DownloadBlobRequest(name=f"{project.name}/blobs/{digest}")))


def test_already_exists(project):
    assets = project.client.assets
    with pytest.raises(errors.ProjectExists):
        assets.CreateProject(v1.CreateProjectRequest(project_id=project.id))
    request = v1.CreateAssetRequest(parent=project.name, kind=v1.KIND_MODEL, asset_id="net")
    assets.CreateAsset(request)
    with pytest.raises(errors.AssetExists):
        assets.CreateAsset(request)


def test_fields_invalid_names_every_field(project):
    with pytest.raises(errors.FieldsInvalid) as caught:
        project.label_schema("pets").push(classes=[], geometry="box", cardinality="single")
    subjects = [violation.subject for violation in caught.value.fields]
    assert len(subjects) == len(set(subjects)) >= 5
    assert str(caught.value).count("\n  - ") >= 5


def test_a_replay_gives_the_first_reply_and_another_request_is_refused(project):
    chosen = str(uuid.uuid4())
    schema = project.label_schema("pets")
    first = schema.push(request_id=chosen, **SCHEMA)
    again = schema.push(request_id=chosen, **SCHEMA)
    assert (again.name, again.message.etag) == (first.name, first.message.etag)
    assert [version.number for version in schema.versions()] == [1]
    with pytest.raises(errors.RequestIdReused) as caught:
        schema.push(request_id=chosen, description="something else", **SCHEMA)
    assert caught.value.metadata["requestId"] == chosen


def test_nothing_is_written_when_only_validated(project):
    project.client.assets.CreateAsset(
        v1.CreateAssetRequest(parent=project.name, kind=v1.KIND_MODEL, asset_id="net", validate_only=True)
    )
    with pytest.raises(errors.AssetNotFound):
        project.model("net").get()


def test_page_tokens_and_consistency_tokens_that_are_damaged(project, made):
    with pytest.raises(errors.PageTokenInvalid):
        project.client.assets.ListAssets(v1.ListAssetsRequest(parent=project.name, page_token="damaged"))
    with pytest.raises(errors.TokenInvalid):
        made[1].impact(at_least_as_fresh="damaged")


def test_digest_mismatch_and_artifact_missing(project):
    artifacts = project.client.artifacts
    spec = v1.UploadSpec(digest_function=v1.DIGEST_FUNCTION_SHA256, digest=b"\1" * 32, size=3)
    with pytest.raises(errors.DigestMismatch):
        artifacts.UploadBlob(iter([v1.UploadBlobRequest(parent=project.name, spec=spec, data=b"abc")]))
    entry = pedigree.digests.FileEntry("a", b"\1" * 32, 3)
    request = v1.CommitManifestRequest(
        parent=project.name,
        digest=pedigree.digests.of_manifest([entry]),
        entries=[v1.ManifestEntry(path="a", digest=entry.digest, size=3)],
    )
    with pytest.raises(errors.ArtifactMissing):
        artifacts.CommitManifest(iter([request]))
    request.entries[0].path = "../a"
    with pytest.raises(errors.ManifestInvalid):
        artifacts.CommitManifest(iter([request]))


def test_the_parent_must_be_the_newest(project, made, tmp_path):
    schema, first, _ = made
    facts = dataset(schema) | {"change": change.additive(1, "collected", "a test", {"cat": 1})}
    second = project.dataset("pets").push(tmp_path / "files", parent=first, progress=False, **facts)
    with pytest.raises(errors.ParentNotNewest) as caught:
        project.dataset("pets").push(tmp_path / "files", parent=first, progress=False, **facts)
    assert caught.value.metadata["newest"] == second.name
    branch = project.dataset("pets").push(tmp_path / "files", parent=first, branch=True, progress=False, **facts)
    assert branch.number == 3


def test_inputs_must_exist_and_not_be_retired(project, made, tmp_path):
    _, data, _ = made
    net = project.model("net")
    with pytest.raises(errors.VersionNotFound):
        net.push(tmp_path / "files", trained_on=[f"{project.name}/datasets/pets/versions/9"], progress=False, **MODEL)
    data.deprecate("test").retire("other", "test")
    with pytest.raises(errors.InputRetired) as caught:
        net.push(tmp_path / "files", trained_on=[data], progress=False, **MODEL)
    assert [violation.subject for violation in caught.value.preconditions] == [data.name]
    with pytest.raises(errors.VersionRetired):
        data.pull(tmp_path / "to", progress=False)
    assert data.pull(tmp_path / "to", include_retired=True, progress=False).files == 1


def test_only_legal_steps(made):
    with pytest.raises(errors.IllegalTransition) as caught:
        made[0].retire("other", "not deprecated before")
    assert caught.value.metadata["state"] == "REGISTERED"
    assert made[0].deprecate("test").state == "DEPRECATED"
    assert made[0].reinstate("test").state == "REGISTERED"
    assert [step.verb for step in made[0].transitions()] == ["REINSTATE", "DEPRECATE"]


def test_an_etag_that_is_not_the_current_one(made):
    stale = made[2].message.etag
    made[2].annotate("first", {"a": "1"})
    made[2].message.etag = stale
    with pytest.raises(errors.EtagMismatch) as caught:
        made[2].annotate("second", {})
    assert caught.value.metadata["etag"] == made[2].refresh().message.etag


def test_an_evaluation_of_other_bytes_is_refused(project, made):
    _, data, model = made
    request = v1.RecordEvaluationRequest(
        parent=model.name,
        dataset_version=data.name,
        manifest_digest="sha256:" + "0" * 64,
        evaluator="e/1",
        metrics=pedigree.metrics({"accuracy": 1}),
    )
    for moment in (request.start_time, request.end_time):
        moment.FromDatetime(NOW)
    with pytest.raises(errors.EvidenceStale):
        project.client.lifecycle.RecordEvaluation(request)


def test_deployments_are_refused_for_every_reason_at_once(project, made):
    _, data, model = made
    environment = project.model("net").environment("production")
    with pytest.raises(errors.NoPolicy):
        model.deploy("production", limitations=[], etag="none")
    environment.set_policy(data, "e/1", [pedigree.at_least("accuracy", 0.9)], required_limitations=["edges"])
    with pytest.raises(errors.GatesNotPassed) as caught:
        model.deploy("production", limitations=[])
    gates = {violation.type for violation in caught.value.preconditions}
    assert {"EVALUATED", "LIMITATIONS_STATED"} <= gates
    with pytest.raises(errors.NothingToRollBack):
        environment.rollback("nothing ran")


def test_a_version_in_service_is_not_retired_and_what_ended_is_over(project, made):
    _, data, model = made
    environment = project.model("net").environment("production")
    environment.set_policy(data, "e/1", [pedigree.at_least("accuracy", 0.9)])
    model.evaluate(data, "e/1", {"accuracy": 0.95}, started=NOW)
    before = environment.get().etag
    deployment = model.deploy("production", limitations=[("edges", "none known")])
    with pytest.raises(errors.EtagMismatch):
        model.deploy("production", limitations=[("edges", "none known")], etag=before)
    data.deprecate("test")
    with pytest.raises(errors.InUse) as caught:
        data.retire("other", "test")
    assert [violation.subject for violation in caught.value.preconditions] == [deployment.name]
    ended = environment.end("test")
    assert ended.HasField("end_time")
    with pytest.raises(errors.DeploymentEnded):
        etag = environment.get().etag
        project.client.lifecycle.EndDeployment(v1.EndDeploymentRequest(name=deployment.name, etag=etag, reason="again"))
    assert data.retire("other", "test").state == "RETIRED"
    assert project.deployments(as_of=datetime.now(UTC)) == []


def test_limits(project):
    limits = project.client.capabilities(v1.GetCapabilitiesRequest(parent=project.name))
    digests = b"\2" * 32 * (limits.max_find_missing_digests + 1)
    request = v1.FindMissingBlobsRequest(
        parent=project.name, digest_function=v1.DIGEST_FUNCTION_SHA256, digests=digests
    )
    with pytest.raises(errors.LimitExceeded) as caught:
        project.client.artifacts.FindMissingBlobs(request)
    assert {"limit", "actual"} <= caught.value.metadata.keys()
