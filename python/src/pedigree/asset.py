"""Assets: datasets, models and label schemas, and how their versions are made."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pedigree import (
    capture,
    deployments,
    errors,
    files,
    label_schema,
    ledger,
    model_facts,
    names,
    pages,
    push,
    record,
    v1,
    version,
)
from pedigree.environment import Environment
from pedigree.files import LocalFile
from pedigree.ledger import Ledger
from pedigree.progress import Report
from pedigree.version import DatasetVersion, ModelVersion, Version


class Asset:
    """A handle on a named line of versions. `facts` go into every record it makes, unless push says otherwise."""

    kind: int

    def __init__(self, client, project: str, asset_id: str, facts: Mapping[str, Any]):
        self._client = client
        self.project = project
        self.id = asset_id
        self.name = f"{project}/{names.COLLECTIONS[self.kind]}/{asset_id}"
        known = record.fact_names(self.kind)
        self.facts = {name: value for name, value in facts.items() if name in known}

    def ensure(self, display_name: str = "", description: str = "") -> v1.Asset:
        """Gets the asset, creating it if it is not there yet."""
        try:
            return self.get()
        except errors.AssetNotFound:
            pass
        request = v1.CreateAssetRequest(
            parent=self.project,
            kind=self.kind,
            asset_id=self.id,
            display_name=display_name,
            description=description,
        )
        try:
            return self._client.assets.CreateAsset(request)
        except errors.AssetExists:
            return self.get()

    def get(self) -> v1.Asset:
        return self._client.assets.GetAsset(v1.GetAssetRequest(name=self.name))

    def version(self, selector: int | str = "latest") -> Version:
        """A version by its number, `latest` or `@alias`."""
        request = v1.GetVersionRequest(name=f"{self.name}/versions/{selector}")
        return version.of(self._client, self._client.assets.GetVersion(request))

    def versions(self, **conditions) -> Iterator[Version]:
        """Versions, newest first; the keywords are the fields of `VersionFilter`."""
        request = v1.ListVersionsRequest(parent=self.name, filter=v1.VersionFilter(**conditions))
        for message in pages.every(self._client.assets.ListVersions, request, "versions"):
            yield version.of(self._client, message)

    def alias_moves(self, alias: str = "") -> list[v1.AliasMove]:
        """Every move of an alias (or of all), newest first."""
        request = v1.ListAliasMovesRequest(parent=self.name, alias=alias)
        return list(pages.every(self._client.assets.ListAliasMoves, request, "moves"))

    def stating(self, **facts):
        """The same asset, with facts that go into every record."""
        record.check_names(facts, [self.kind])
        return type(self)(self._client, self.project, self.id, self.facts | facts)

    def _create(
        self,
        found: Iterable[LocalFile],
        facts: Mapping[str, Any],
        *,
        parent,
        description: str,
        tags: Mapping[str, str] | None,
        progress: bool | Report | None,
        request_id: str = "",
        branch: bool = False,
        validate_only: bool = False,
    ) -> Version:
        made = record.new(self.kind, self.facts | facts)
        made.parent_version = names.name_of(parent) if parent else ""
        made.branch = branch
        self.ensure()
        draft = push.Draft(self.name, made, found, description, tags or {}, request_id, validate_only)
        message, pushed = push.create(self._client, draft, progress)
        created = version.of(self._client, message)
        created.pushed = pushed
        return created

    def __repr__(self) -> str:
        return f"<{self.name}>"


class Dataset(Asset):
    """A line of dataset versions."""

    kind = v1.KIND_DATASET

    def push(
        self,
        path: str | Path,
        *,
        parent: Version | str | None = None,
        branch: bool = False,
        labels: Ledger | None = None,
        description: str = "",
        tags: Mapping[str, str] | None = None,
        exclude: Iterable[str] = (),
        follow_symlinks: bool = False,
        progress: bool | Report | None = None,
        request_id: str = "",
        **facts,
    ) -> DatasetVersion:
        """Stores a file or folder as the next version.

        Facts are the fields of `DatasetRecord` and `Origin`, by name: a plain value, a message,
        `not_applicable(reason)` or `not_stated(reason)`. `parent` is the version it follows: the newest, unless
        `branch`. It is never guessed, so that a correction by someone else in the meantime is not lost
        (`ParentNotNewest`). Pushing again after an interruption sends only what had not arrived.

        `labels` is a ledger that was prepared: of first labels (`Project.prepare_labels`), or one that follows that of
        the parent (`parent.correct_labels`). It says in which schema version they are and how many of each class.
        """
        found = files.scan(path, exclude=exclude, follow_symlinks=follow_symlinks)
        return self._create(
            found,
            (ledger.facts(labels) if labels else {}) | facts,
            parent=parent,
            branch=branch,
            description=description,
            tags=tags,
            progress=progress,
            request_id=request_id,
        )


class Model(Asset):
    """A line of model versions, and the environments they run in."""

    kind = v1.KIND_MODEL

    def push(
        self,
        path: str | Path,
        *,
        trained_on: Iterable[Version | str] | None = None,
        config: Mapping[str, Any] | None = None,
        metrics: v1.ModelQuality | Mapping | Iterable[v1.Metric] | None = None,
        validated_on: Iterable[Version | str] | None = None,
        tested_on: Version | str | None = None,
        parent: Version | str | None = None,
        description: str = "",
        tags: Mapping[str, str] | None = None,
        exclude: Iterable[str] = (),
        follow_symlinks: bool = False,
        progress: bool | Report | None = None,
        request_id: str = "",
        **facts,
    ) -> ModelVersion:
        """Stores a file or folder of weights as the next version.

        `config` is everything the training code was told; its keys `optimizer`, `learning_rate_schedule`, `batch_size`
        and `seed` fill the facts of these names. `metrics` is `pedigree.quality(dataset_version, {...})`, or plain
        metrics with `tested_on`. Further facts are the fields of `ModelRecord`, `TrainingConfig` and `Origin`, by name:
        a plain value, a message, `not_applicable(reason)` or `not_stated(reason)`.

        What the training process shows is looked up and need not be given: framework, tool, serialization format,
        accelerator, environment digest, code commit, and when training ran if it ran in `with pedigree.training():`.
        What is found neither here nor there stays empty, and the server refuses the version by naming all of it.
        """
        found = files.scan(path, exclude=exclude, follow_symlinks=follow_symlinks)
        given = model_facts.facts_given(trained_on, config, metrics, validated_on, tested_on)
        facts = model_facts.named_framework(self.facts | given | facts)
        found, captured = model_facts.facts_captured(found, facts)
        created = self._create(
            found,
            captured | facts,
            parent=parent,
            description=description,
            tags=tags,
            progress=progress,
            request_id=request_id,
        )
        capture.forget_training_period()
        return created

    def environment(self, environment: str) -> Environment:
        return Environment(self._client, self.name, environment)

    def deployments(self, *, as_of: datetime | None = None) -> list[v1.Deployment]:
        """Of all its environments, newest first; with `as_of` what ran at that time."""
        return list(deployments.listed(self._client, f"{self.name}/environments/-", as_of=as_of))


class LabelSchema(Asset):
    """A line of label-schema versions."""

    kind = v1.KIND_LABEL_SCHEMA

    def push(
        self,
        path: str | Path | None = None,
        *,
        classes: Iterable[v1.LabelClass],
        geometry: str,
        cardinality: str,
        mode: str | None = None,
        parent: Version | str | None = None,
        description: str = "",
        tags: Mapping[str, str] | None = None,
        progress: bool | Report | None = None,
        request_id: str = "",
        validate_only: bool = False,
        **facts,
    ) -> Version:
        """Stores the next version; the path is that of files to keep with it, such as the guideline.

        `cardinality` is `single` or `multiple`: how many labels an item may have. `mode` is what the versions after
        this one may change, `backward_transitive` unless another is given. What this one changes, where a comparison
        with its parent cannot tell, is `declarations=pedigree.declare(...)`.

        What it changes stands in `message.schema_diff` of the answer; with `validate_only` nothing is stored or sent,
        and the answer says what would be.
        """
        stated = {
            "classes": classes,
            "geometry": label_schema.geometry(geometry),
            "cardinality": label_schema.cardinality(cardinality),
        }
        if mode is not None:
            stated["mode"] = label_schema.mode(mode)
        return self._create(
            files.scan(path) if path is not None else [],
            stated | facts,
            parent=parent,
            description=description,
            tags=tags,
            progress=progress,
            request_id=request_id,
            validate_only=validate_only,
        )

    def diff(self, to: Version | str, since: Version | str = "") -> v1.SchemaDiff:
        """What a version changes against an earlier one, else against the one it follows."""
        request = v1.GetSchemaDiffRequest(name=names.name_of(to), **{"from": names.name_of(since)})
        return self._client.assets.GetSchemaDiff(request)

    def impact(self, to: Version | str, since: Version | str = "", *, max_datasets: int = 0) -> v1.SchemaImpact:
        """Which labels these changes touch, which models learned from them, and where those run."""
        request = v1.GetSchemaImpactRequest(
            name=names.name_of(to), max_datasets=max_datasets, **{"from": names.name_of(since)}
        )
        return self._client.lifecycle.GetSchemaImpact(request)
