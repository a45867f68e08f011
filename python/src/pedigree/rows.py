"""Rows of labels as a change file: Parquet where pyarrow is installed, else JSON lines."""

import dataclasses
import difflib
import importlib.util
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from pedigree import fact, names
from pedigree.v1 import (
    LABEL_FILE_FORMAT_CSV,
    LABEL_FILE_FORMAT_JSON_LINES,
    LABEL_FILE_FORMAT_PARQUET,
)

_SAID_OF_A_LABEL = ("sample", "object", "annotator", "source", "model", "confidence", "attributes", "geometry")
# Columns of rows that bring labels, and of rows that correct them.
LABELS = (*_SAID_OF_A_LABEL, "class", "labelled_at", "path")
CORRECTIONS = (*_SAID_OF_A_LABEL, "original", "corrected", "corrector", "reason", "corrected_at")

_TIMES = ("labelled_at", "corrected_at")
_JSON = ("attributes", "geometry")
_FORMATS = {
    ".parquet": LABEL_FILE_FORMAT_PARQUET,
    ".csv": LABEL_FILE_FORMAT_CSV,
    ".jsonl": LABEL_FILE_FORMAT_JSON_LINES,
    ".ndjson": LABEL_FILE_FORMAT_JSON_LINES,
}
# Rows held in memory at a time, however many there are.
_BATCH = 20_000


class ChangeFile(NamedTuple):
    """A file of rows, with its `LabelFileFormat`."""

    path: Path
    format: int


def change_file(given, columns: tuple[str, ...], same: Mapping[str, Any], folder: Path) -> ChangeFile:
    """The file that was given, or one in the folder with the rows that were given."""
    if not isinstance(given, (str, Path)):
        return write(given, columns, same, folder)
    if same:
        raise TypeError(f"a file says itself what its rows are; leave out {', '.join(same)}")
    suffix = Path(given).suffix.lower()
    if suffix not in _FORMATS:
        raise ValueError(f"{given} ends in none of {', '.join(_FORMATS)}")
    return ChangeFile(Path(given), _FORMATS[suffix])


def write(
    rows: Iterable, columns: tuple[str, ...], same: Mapping[str, Any], folder: Path, *, parquet: bool | None = None
) -> ChangeFile:
    """Writes rows - mappings or dataclasses - as Parquet if there is pyarrow, unless said otherwise.

    `same` are columns that are the same in every row, unless a row says otherwise.
    """
    if parquet is None:
        parquet = importlib.util.find_spec("pyarrow") is not None
    plain = _plain(rows, columns, _row(same, columns))
    if parquet:
        return _write_parquet(plain, columns, folder / "change.parquet")
    return _write_json(plain, folder / "change.jsonl")


def _write_parquet(rows: Iterator[dict], columns: tuple[str, ...], path: Path) -> ChangeFile:
    import pyarrow
    from pyarrow import parquet

    types = {"confidence": pyarrow.float64()} | dict.fromkeys(_TIMES, pyarrow.timestamp("us", tz="UTC"))
    schema = pyarrow.schema([(column, types.get(column, pyarrow.string())) for column in columns])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _BATCH)):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema))
    return ChangeFile(path, LABEL_FILE_FORMAT_PARQUET)


def _write_json(rows: Iterator[dict], path: Path) -> ChangeFile:
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(
                json.dumps({column: _as_json(value) for column, value in row.items()}, ensure_ascii=False) + "\n"
            )
    return ChangeFile(path, LABEL_FILE_FORMAT_JSON_LINES)


def _as_json(value):
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # JSON has no such number: the server refuses the row, not the whole file
    return value


def _plain(rows: Iterable, columns: tuple[str, ...], same: dict) -> Iterator[dict]:
    for number, row in enumerate(rows, 1):
        try:
            said = same | _row(row, columns)
            if "corrected" in columns and "corrected" not in said:
                raise TypeError("corrected is missing; an empty one withdraws the label")
        except (TypeError, ValueError) as fault:
            raise type(fault)(f"row {number}: {fault}") from None
        yield said


def _row(given, columns: tuple[str, ...]) -> dict:
    """What a row says, as text, number and time; what is None or empty is not said."""
    if dataclasses.is_dataclass(given) and not isinstance(given, type):
        given = {field.name: getattr(given, field.name) for field in dataclasses.fields(given)}
    elif not isinstance(given, Mapping):
        raise TypeError(f"a mapping or a dataclass is needed, not {given!r}")
    row = {}
    for key, value in given.items():
        column = "class" if key == "class_id" else key
        if column not in columns:
            near = difflib.get_close_matches(str(column), columns, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(columns)}"
            raise TypeError(f"no column {column!r}; {hint}")
        if value is not None and value != "":
            row[column] = _value(column, value)
        elif column == "corrected":
            row[column] = None
    return row


def _value(column: str, value):
    if column == "confidence":
        if isinstance(value, (bool, str)):
            raise TypeError(f"confidence is a number, not {value!r}")
        return float(value)
    if column in _TIMES:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return fact.timestamp(moment).ToDatetime(UTC)
    if column in _JSON and not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    try:
        return str(value) if isinstance(value, str) else names.name_of(value)
    except TypeError:
        raise TypeError(f"{column} is text, not {value!r}") from None
