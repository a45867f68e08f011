"""A version of an asset: reading it, its files, its lineage, and the verbs of its life."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from pedigree import builders, fact, names, pages, v1
from pedigree.download import Download, Pulled
from pedigree.ledger import LabelChanges
from pedigree.progress import Report, stages
from pedigree.upload import Pushed


class Version:
    """A handle on a version. What it holds of it is `message`, the generated one, as of the last call."""

    def __init__(self, client, message: v1.Version):
        self._client = client
        self.message = message
        # What the push that made it stored; None for one that was read.
        self.pushed: Pushed | None = None

    @property
    def name(self) -> str:
        """`projects/p/models/m/versions/3`."""
        return self.message.name

    @property
    def number(self) -> int:
        return self.message.number

    @property
    def record(self) -> v1.VersionRecord:
        """The frozen record."""
        return self.message.record

    @property
    def manifest_digest(self) -> str:
        return self.message.record.manifest_digest

    @property
    def state(self) -> str:
        """`REGISTERED`, `DEPRECATED` or `RETIRED`, as of the last call."""
        return v1.Version.State.Name(self.message.state).removeprefix("STATE_")

    def refresh(self) -> "Version":
        self.message = self._client.assets.GetVersion(v1.GetVersionRequest(name=self.name))
        return self

    def pull(
        self, path: str | Path | None = None, *, include_retired: bool = False, progress: bool | Report | None = None
    ) -> Pulled:
        """Fetches the files into a folder, `./<asset>-<number>` if none is named, and verifies every one.

        Files that are right already are not fetched again, so an interrupted pull is resumed by pulling again. Other
        files in the folder are not touched. Content of a retired version comes only with `include_retired`.
        """
        asset = self.name.split("/")[3]
        target = Path(path) if path is not None else Path(f"{asset}-{self.number}")
        download = Download(self._client, names.project_of(self.name), stages(progress))
        with download.entries(self.name, include_retired, self.manifest_digest) as listing:
            return download.pull(self.name, listing, target)

    def annotate(self, description: str, tags: Mapping[str, str]) -> "Version":
        """Replaces description and tags; the former ones are kept by the server."""
        annotations = v1.Annotations(description=description, tags=tags)
        request = v1.AnnotateVersionRequest(name=self.name, annotations=annotations, etag=self.message.etag)
        self.message = self._client.assets.AnnotateVersion(request)
        return self

    def alias(self, alias: str) -> v1.Alias:
        """Points an alias of the asset at this version, wherever it pointed before."""
        name = f"{names.asset_of(self.name)}/aliases/{alias}"
        return self._client.assets.SetAlias(v1.SetAliasRequest(name=name, version=self.name))

    def deprecate(self, reason: str) -> "Version":
        """Marks it as not to be taken up anew."""
        self.message = self._client.lifecycle.DeprecateVersion(
            v1.DeprecateVersionRequest(name=self.name, reason=reason)
        )
        return self

    def reinstate(self, reason: str) -> "Version":
        """Takes a deprecation back."""
        self.message = self._client.lifecycle.ReinstateVersion(
            v1.ReinstateVersionRequest(name=self.name, reason=reason)
        )
        return self

    def retire(self, reason: str, text: str, successor: "Version | str" = "") -> "Version":
        """Archives it for ever; reason is `replaced`, `stale_data`, `schema_changed` or `other`, text says more."""
        request = v1.RetireVersionRequest(
            name=self.name,
            reason=builders.retirement_reason(reason),
            text=text,
            successor=names.name_of(successor),
        )
        self.message = self._client.lifecycle.RetireVersion(request)
        return self

    def retirement(self) -> v1.Retirement:
        return self._client.lifecycle.GetRetirement(v1.GetRetirementRequest(name=f"{self.name}/retirement"))

    def transitions(self) -> list[v1.Transition]:
        """The steps of its life, newest first."""
        request = v1.ListTransitionsRequest(parent=self.name)
        return list(pages.every(self._client.lifecycle.ListTransitions, request, "transitions"))

    def ancestry(self, **query) -> v1.LineageGraph:
        """Everything upstream; the keywords are the fields of `LineageQuery`. Never older than this client's writes."""
        request = v1.GetAncestryRequest(name=self.name, query=self._query(query))
        return self._client.lineage.GetAncestry(request)

    def descendants(self, **query) -> v1.LineageGraph:
        """Everything downstream."""
        request = v1.GetDescendantsRequest(name=self.name, query=self._query(query))
        return self._client.lineage.GetDescendants(request)

    def impact(self, **request) -> v1.Impact:
        """Which models learned from this version, and where they run or ran; keywords as in `GetImpactRequest`."""
        request.setdefault("at_least_as_fresh", self._client.last_write)
        return self._client.lineage.GetImpact(v1.GetImpactRequest(name=self.name, **request))

    def _query(self, query: dict) -> v1.LineageQuery:
        query.setdefault("at_least_as_fresh", self._client.last_write)
        return v1.LineageQuery(**query)

    def __eq__(self, other) -> bool:
        return isinstance(other, Version) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"<{self.name} {self.state}>"


class ModelVersion(Version):
    """A version of a model, which can be measured and deployed."""

    def evaluate(
        self,
        dataset_version,
        evaluator: str,
        metrics: Mapping | Iterable[v1.Metric],
        *,
        started: datetime,
        ended: datetime | None = None,
    ) -> v1.Evaluation:
        """Records what an evaluator, named with its version, measured on a dataset version; ended defaults to now."""
        request = v1.RecordEvaluationRequest(
            parent=self.name,
            dataset_version=names.name_of(dataset_version),
            manifest_digest=self.manifest_digest,
            evaluator=evaluator,
            metrics=builders.metrics(metrics),
            start_time=fact.timestamp(started),
            end_time=fact.timestamp(ended or datetime.now(UTC)),
        )
        return self._client.lifecycle.RecordEvaluation(request)

    def evaluations(self) -> list[v1.Evaluation]:
        """Newest first."""
        request = v1.ListEvaluationsRequest(parent=self.name)
        return list(pages.every(self._client.lifecycle.ListEvaluations, request, "evaluations"))

    def deploy(
        self,
        environment: str,
        *,
        limitations: Iterable[v1.Limitation | tuple[str, str]] | Mapping[str, str],
        rollback_procedure: str | None = None,
        etag: str | None = None,
        validate_only: bool = False,
    ) -> v1.Deployment:
        """Puts this version into service. A refusal is `GatesNotPassed` and lists every gate that said no.

        `etag` is that of the environment as you last saw it; without one the present one is read, so whatever runs now
        is replaced. Without a procedure the record holds the one that always works: RollbackDeployment.
        """
        name = f"{names.asset_of(self.name)}/environments/{environment}"
        request = v1.DeployVersionRequest(
            name=self.name,
            environment=environment,
            etag=etag if etag is not None else self._environment_etag(name),
            limitations=builders.limitations(limitations),
            rollback_procedure=rollback_procedure or _procedure(name),
            validate_only=validate_only,
        )
        return self._client.lifecycle.DeployVersion(request)

    def _environment_etag(self, name: str) -> str:
        return self._client.lifecycle.GetEnvironment(v1.GetEnvironmentRequest(name=name)).etag


class DatasetVersion(Version, LabelChanges):
    """A version of a dataset, whose labels may have to be reviewed when their schema changes."""

    def review(
        self,
        schema_version: "Version | str",
        classes: Iterable[str] | str,
        outcome: str,
        reason: str,
        *,
        relabelled_as: "Version | str" = "",
    ) -> v1.SchemaReview:
        """Records what was found about labels that a schema version made stale; outcome `kept`, `relabelled`, `waived`.

        `classes` are ids as the schema version before has them; a refusal by SCHEMA_CURRENT and `impact` of the schema
        version name them. `relabelled_as` is the dataset version that holds the labels as they should be.
        """
        request = v1.RecordSchemaReviewRequest(
            parent=self.name,
            schema_version=names.name_of(schema_version),
            class_ids=[classes] if isinstance(classes, str) else classes,
            outcome=builders.review_outcome(outcome),
            reason=reason,
            relabelled_as=names.name_of(relabelled_as),
        )
        return self._client.lifecycle.RecordSchemaReview(request)

    def reviews(self) -> list[v1.SchemaReview]:
        """Newest first."""
        request = v1.ListSchemaReviewsRequest(parent=self.name)
        return list(pages.every(self._client.lifecycle.ListSchemaReviews, request, "reviews"))


_KINDS = {v1.KIND_MODEL: ModelVersion, v1.KIND_DATASET: DatasetVersion}


def of(client, message: v1.Version) -> Version:
    """The handle for a version of this kind."""
    return _KINDS.get(message.kind, Version)(client, message)


def _procedure(environment: str) -> str:
    return f"Call RollbackDeployment on {environment}; if nothing ran there before, EndDeployment."
