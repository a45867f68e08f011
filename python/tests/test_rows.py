import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from pyarrow import parquet

import pedigree
from pedigree import rows, v1

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)


@dataclass
class Annotation:
    sample: str
    class_id: str
    confidence: float | None = None
    object: str | None = None


def write(given, tmp_path, columns=rows.LABELS, *, as_parquet, **same):
    """What stands in the file: without what says nothing."""
    file = rows.write(given, columns, same, tmp_path, parquet=as_parquet)
    if as_parquet:
        return file, [
            {column: value for column, value in row.items() if value is not None}
            for row in parquet.read_table(file.path).to_pylist()
        ]
    return file, [json.loads(line) for line in file.path.read_text("utf-8").splitlines()]


def test_rows_are_mappings_or_dataclasses_and_columns_may_be_said_once(tmp_path):
    given = [
        {"sample": "a", "class": "cat", "attributes": {"fur": "long"}, "labelled_at": NOON},
        Annotation("b", "dog", 0.5),
        {
            "sample": "ü",
            "class": "dog",
            "annotator": "bo",
            "labelled_at": "2026-03-31T14:00:00+02:00",
            "geometry": None,
        },
    ]
    same = {"annotator": "ann", "source": "human"}
    file, found = write(given, tmp_path, as_parquet=True, **same)
    assert file.format == v1.LABEL_FILE_FORMAT_PARQUET
    assert found == [
        {"sample": "a", "class": "cat", "attributes": '{"fur": "long"}', "labelled_at": NOON} | same,
        {"sample": "b", "class": "dog", "confidence": 0.5} | same,
        {"sample": "ü", "class": "dog", "labelled_at": NOON} | same | {"annotator": "bo"},
    ]
    file, lines = write(given, tmp_path, as_parquet=False, **same)
    assert file.format == v1.LABEL_FILE_FORMAT_JSON_LINES
    for row in found:
        if "labelled_at" in row:
            row["labelled_at"] = NOON.isoformat()
    assert lines == found


def test_rows_are_taken_some_at_a_time(tmp_path):
    count = rows._BATCH + 1
    file = rows.write(({"sample": str(n)} for n in range(count)), rows.LABELS, {}, tmp_path, parquet=True)
    metadata = parquet.read_metadata(file.path)
    assert (metadata.num_rows, metadata.num_row_groups) == (count, 2)


@pytest.mark.parametrize(
    ("row", "columns", "told"),
    [
        ({"sample": "a", "clas": "cat"}, rows.LABELS, "row 2: no column 'clas'; did you mean 'class'"),
        ({"sample": "a", "corrector": "eve"}, rows.LABELS, "row 2: no column 'corrector'; there are sample, "),
        ({"sample": 7}, rows.LABELS, "row 2: sample is text, not 7"),
        ({"confidence": "high"}, rows.LABELS, "row 2: confidence is a number, not 'high'"),
        ({"labelled_at": datetime(2026, 1, 1)}, rows.LABELS, "row 2: .* no time zone"),
        (["a", "cat"], rows.LABELS, "row 2: a mapping or a dataclass is needed"),
        ({"sample": "a", "original": "cat"}, rows.CORRECTIONS, "row 2: corrected is missing"),
    ],
)
def test_a_row_that_cannot_be_written_is_named(row, columns, told, tmp_path):
    right = {"sample": "a", "corrected": ""} if columns is rows.CORRECTIONS else {"sample": "a"}
    with pytest.raises((TypeError, ValueError), match=told):
        rows.write([right, row], columns, {}, tmp_path)


def test_a_row_with_a_number_that_is_none_goes_to_the_server_which_refuses_it(tmp_path):
    _, lines = write([{"sample": "a", "confidence": float("nan")}], tmp_path, as_parquet=False)
    assert lines == [{"sample": "a", "confidence": "nan"}]


def test_a_file_says_itself_what_is_in_it(tmp_path):
    assert rows.change_file(tmp_path / "x.CSV", rows.LABELS, {}, tmp_path).format == v1.LABEL_FILE_FORMAT_CSV
    with pytest.raises(ValueError, match=r"ends in none of \.parquet"):
        rows.change_file("labels.txt", rows.LABELS, {}, tmp_path)
    with pytest.raises(TypeError, match="leave out annotator"):
        rows.change_file("labels.csv", rows.LABELS, {"annotator": "ann"}, tmp_path)


def test_a_correction_names_the_label_that_was_found():
    label = v1.Label(sample="a", object="1", annotator="ann", class_id="cat")
    assert pedigree.correction(label, "", reason="no animal") == {
        "sample": "a",
        "object": "1",
        "annotator": "ann",
        "original": "cat",
        "corrected": "",
        "reason": "no animal",
    }
