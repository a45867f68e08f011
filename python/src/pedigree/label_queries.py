"""Questions to labels: what they are, were and why, what differs, and which fit a filter."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pedigree import names, pages, v1
from pedigree.builders import _enum
from pedigree.download import Download
from pedigree.progress import Report, Told, stages

# Of answers that come in a stream, however many rows they have.
PATIENCE = 3_600.0


class LabelQueries:
    """What a label ledger, and a dataset version that names one, can be asked.

    Labels of a retired version are given only with `include_retired`.
    """

    name: str
    _client: Any

    def label_stats(self, *, include_retired: bool = False) -> v1.LabelLedgerStatistics:
        """What the server counted: by class, annotator and source, corrections, agreement."""
        return self._stored(include_retired).statistics

    def label_history(self, sample: str, *, include_retired: bool = False) -> list[v1.LabelEvent]:
        """Every value that the labels of a sample ever had, by object and annotator, each from the first on."""
        request = v1.GetLabelHistoryRequest(name=self.name, sample=sample, include_retired=include_retired)
        return list(pages.every(self._client.labels.GetLabelHistory, request, "events"))

    def find_labels(
        self, *, sources: Iterable[str] = (), include_retired: bool = False, **conditions
    ) -> Iterator[v1.Label]:
        """Labels for which all of it holds, by sample, object and annotator; without any condition all labels.

        Conditions are the fields of `LabelFilter`: `samples`, `classes`, `annotators`, `confidence_below`,
        `corrected=True`; sources are `human`, `model`, `consensus`, `imported`.
        """
        conditions["sources"] = [_enum(v1.LabelSource, "LABEL_SOURCE", source) for source in sources]
        request = v1.FindLabelsRequest(
            name=self.name, filter=v1.LabelFilter(**conditions), include_retired=include_retired
        )
        return pages.every(self._client.labels.FindLabels, request, "labels")

    def diff_labels(self, other, *, include_retired: bool = False) -> Iterator[v1.LabelDifference]:
        """What is not the same in another version or ledger, row by row: from this one to the other."""
        for response in self._diff(other, include_retired, totals_only=False):
            yield from response.differences

    def label_diff_totals(self, other, *, include_retired: bool = False) -> v1.LabelDiffTotals:
        """The same in sum: how many were added, removed and changed, and from which class to which."""
        return list(self._diff(other, include_retired, totals_only=True))[-1].totals

    def who_learned(
        self, sample: str | None = None, *, max_datasets: int = 0, include_retired: bool = False, **label: str
    ) -> v1.WhoLearnedResponse:
        """Which models learned from labels that are in doubt, and where they run.

        Without a sample, from any label that this version's change corrected, as it was before. With one, from what
        was said of it; `object`, `annotator` and `class_id` say which label is meant. Without a class, it is what the
        label was before its last correction.
        """
        request = v1.WhoLearnedRequest(name=self.name, max_datasets=max_datasets, include_retired=include_retired)
        if sample is None:
            request.corrected.SetInParent()
        else:
            request.label.CopyFrom(v1.LabelInDoubt(sample=sample, **label))
        return self._client.labels.WhoLearned(request)

    def export_labels(
        self,
        path: str | Path,
        format: str = "parquet",
        *,
        include_retired: bool = False,
        progress: bool | Report | None = None,
    ) -> v1.ExportedLabels:
        """Writes labels to a file on this machine; the answer holds the digest of the artifact that it is.

        Formats are `parquet` (all labels), `croissant` (a description; the Parquet file comes to lie beside it as
        `labels.parquet`), and `coco` (labels in force, where they are drawn in pictures).
        """
        request = v1.ExportLabelsRequest(
            name=self.name,
            include_retired=include_retired,
            format=_enum(v1.LabelExportFormat, "LABEL_EXPORT_FORMAT", format),
        )
        with Told(progress) as told:
            exported = follow(self._client, self._client.labels.ExportLabels, request, told).exported
        download = Download(self._client, names.project_of(self.name), stages(progress))
        download.file(exported.digest, exported.size, Path(path))
        if exported.data_file:
            download.file(exported.data_file, exported.data_file_size, Path(path).with_name("labels.parquet"))
        return exported

    def _stored(self, include_retired: bool = False) -> v1.LabelLedger:
        request = v1.GetLabelStatsRequest(name=self.name, include_retired=include_retired)
        return self._client.labels.GetLabelStats(request)

    def _diff(self, other, include_retired: bool, totals_only: bool) -> Iterator[v1.DiffLabelsResponse]:
        request = v1.DiffLabelsRequest(
            name=self.name, other=names.name_of(other), include_retired=include_retired, totals_only=totals_only
        )
        return self._client.labels.DiffLabels(request, timeout=PATIENCE)


def follow(client, method, request, told: Told):
    """Calls a method that tells of its progress first, and gives its last answer."""

    def attempt(left: float | None):
        for response in method(request, timeout=left):
            if response.WhichOneof("step") == "progress":
                told.tell(response.progress.stage, response.progress.rows)
        return response

    return client.retry.run(attempt, PATIENCE)
