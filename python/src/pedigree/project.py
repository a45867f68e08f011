"""A project: the tenant that everything else is in."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pedigree import deployments, errors, names, pages, record, rows, v1, version
from pedigree.asset import Dataset, LabelSchema, Model
from pedigree.download import Pulled
from pedigree.ledger import Ledger, Rows, prepare
from pedigree.progress import Report
from pedigree.version import Version


class Project:
    """A handle on a project. Making one asks the server nothing."""

    def __init__(self, client, project_id: str, facts: Mapping[str, Any] | None = None):
        self.client = client
        self.id = project_id
        self.name = f"projects/{project_id}"
        self.facts = dict(facts or {})

    def ensure(self, display_name: str = "") -> "Project":
        """Creates the project if it is not there yet."""
        try:
            self.get()
        except (errors.ProjectNotFound, errors.PermissionDenied):
            try:
                request = v1.CreateProjectRequest(project_id=self.id, display_name=display_name)
                self.client.assets.CreateProject(request)
            except errors.ProjectExists:
                pass
        return self

    def get(self) -> v1.Project:
        return self.client.assets.GetProject(v1.GetProjectRequest(name=self.name))

    def stating(self, **facts) -> "Project":
        """The same project, with facts that go into every record that has a place for them.

        What is the same for all versions is said once: `p.stating(creator="Vision team").model("net").push(...)`.
        """
        record.check_names(facts)
        return Project(self.client, self.id, self.facts | facts)

    def dataset(self, dataset_id: str) -> Dataset:
        return Dataset(self.client, self.name, dataset_id, self.facts)

    def model(self, model_id: str) -> Model:
        return Model(self.client, self.name, model_id, self.facts)

    def label_schema(self, schema_id: str) -> LabelSchema:
        return LabelSchema(self.client, self.name, schema_id, self.facts)

    def prepare_labels(
        self, label_schema, given: Rows, *, files: Any = None, progress: bool | Report | None = None, **same: Any
    ) -> Ledger:
        """Has the server make a ledger of first labels, for `Dataset.push(labels=...)`; all rules are checked.

        Rows are mappings or dataclasses, however many, or the path of a Parquet, CSV or JSON-lines file. Columns are
        `sample`, `class` (or `class_id`), `annotator`, `source` (human, model, consensus or imported), and, where there
        is something to say, `object`, `attributes`, `geometry`, `model`, `confidence`, `labelled_at`, `path`. Keywords
        are columns that are the same in every row: `annotator="ann", source="human"`.

        `files` is where every `path` must be found: a folder, which is stored, or a version.
        """
        schema = names.name_of(label_schema)
        request = v1.PrepareLabelsRequest(parent=self.name, label_schema=schema, initial=v1.InitialLabels())
        return prepare(self.client, request, given, rows.LABELS, same, files, progress)

    def label_ledger(self, digest: str) -> Ledger:
        """A ledger by its digest, whether or not a dataset version names it."""
        request = v1.GetLabelStatsRequest(name=f"{self.name}/labelLedgers/{digest}")
        return Ledger(self.client, self.client.labels.GetLabelStats(request))

    def assets(self, kind: int = v1.KIND_UNSPECIFIED) -> Iterator[v1.Asset]:
        """Its assets, by kind and id."""
        request = v1.ListAssetsRequest(parent=self.name, kind=kind)
        return pages.every(self.client.assets.ListAssets, request, "assets")

    def version(self, reference) -> Version:
        """A version by reference: `models/net@prod`, `models/net@3`, `datasets/d@latest`, or a full name."""
        request = v1.GetVersionRequest(name=names.version_name(self.name, reference))
        return version.of(self.client, self.client.assets.GetVersion(request))

    def pull(
        self,
        reference,
        path: str | Path | None = None,
        *,
        include_retired: bool = False,
        progress: bool | Report | None = None,
    ) -> Pulled:
        """Fetches the files of a version, `models/net@prod` for example, into a folder; see `Version.pull`."""
        return self.version(reference).pull(path, include_retired=include_retired, progress=progress)

    def deployments(self, *, as_of: datetime | None = None) -> list[v1.Deployment]:
        """Of all models and environments, newest first; with `as_of` what ran at that time."""
        return list(deployments.listed(self.client, f"{self.name}/models/-/environments/-", as_of=as_of))

    def __repr__(self) -> str:
        return f"<{self.name}>"
