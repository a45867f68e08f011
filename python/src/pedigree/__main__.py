"""The command line: `pedigree show|pull|push|lineage|deployments|labels|export`.

It reads everything, and pushes what needs no code to describe: a record given as JSON.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from google.protobuf import json_format

from pedigree import PedigreeError, connect, drawing, files, label_text, names, push, v1
from pedigree.project import Project


def main(arguments: list[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    try:
        with connect(given.address, token_file=given.token_file) as connection:
            given.run(connection.project(given.project), given)
    except (PedigreeError, ValueError, OSError) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def _show(project: Project, given: argparse.Namespace) -> None:
    print(json_format.MessageToJson(project.version(given.version).message, ensure_ascii=False))


def _pull(project: Project, given: argparse.Namespace) -> None:
    pulled = project.pull(given.version, given.folder, include_retired=given.include_retired)
    print(f"{pulled.version}: {pulled.files} files in {pulled.path}, {pulled.fetched_files} fetched")


def _push(project: Project, given: argparse.Namespace) -> None:
    record = json_format.Parse(given.record.read_text("utf-8"), v1.VersionRecord())
    draft = push.Draft(f"{project.name}/{given.asset}", record, files.scan(given.path, exclude=given.exclude))
    created, pushed = push.create(project.client, draft, None)
    print(f"{created.name}: {pushed.manifest.file_count} files, {pushed.sent_bytes} bytes sent")


def _lineage(project: Project, given: argparse.Namespace) -> None:
    version = project.version(given.version)
    if given.down:
        print(drawing.descendants(version.descendants()))
    else:
        print(drawing.ancestry(version.ancestry()))


def _deployments(project: Project, given: argparse.Namespace) -> None:
    for run in project.deployments(as_of=given.as_of):
        ended = run.end_time.ToJsonString() if run.HasField("end_time") else "LIVE"
        print(f"{names.short(run.name):<32} {names.short(run.version):<24} {run.start_time.ToJsonString()}  {ended}")


def _labels(project: Project, given: argparse.Namespace) -> None:
    version = project.version(given.version)
    if given.sample:
        print(label_text.history(version.label_history(given.sample, include_retired=given.include_retired)))
    elif given.since:
        since = project.version(given.since)
        print(label_text.totals(since.label_diff_totals(version, include_retired=given.include_retired)))
    else:
        print(label_text.statistics(version.label_stats(include_retired=given.include_retired)))


def _export(project: Project, given: argparse.Namespace) -> None:
    version = project.version(given.version)
    exported = version.export_labels(given.file, given.format, include_retired=given.include_retired)
    print(f"{given.file}: {exported.annotations} labels, {exported.digest}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pedigree", description="Datasets, models and label schemas on record.")
    parser.add_argument("--address", help="HOST:PORT; else PEDIGREE_ADDRESS")
    parser.add_argument("--token-file", help="else PEDIGREE_TOKEN or PEDIGREE_TOKEN_FILE")
    parser.add_argument("--project", required=True, help="project id")
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, run: Callable, text: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        return added

    reference = {"help": "models/net@prod, models/net@3, datasets/d@latest, or a full name"}
    verb("show", _show, "Print a version with its record, as JSON.").add_argument("version", **reference)

    pull = verb("pull", _pull, "Fetch the files of a version; what is right already is kept.")
    pull.add_argument("version", **reference)
    pull.add_argument("folder", nargs="?", type=Path, help="else ./<asset>-<number>")
    pull.add_argument("--include-retired", action="store_true", help="give content of a retired version too")

    pushing = verb("push", _push, "Store a file or folder as the next version of an asset that exists.")
    pushing.add_argument("asset", help="models/net, datasets/d or labelSchemas/s")
    pushing.add_argument("path", type=Path, help="file or folder")
    pushing.add_argument("record", type=Path, help="the VersionRecord as JSON; manifest_digest is filled in")
    pushing.add_argument("--exclude", action="append", default=[], metavar="PATTERN", help="leave these paths out")

    lineage = verb("lineage", _lineage, "Draw what a version came from.")
    lineage.add_argument("version", **reference)
    lineage.add_argument("--down", action="store_true", help="draw what came of it instead")

    deployments = verb("deployments", _deployments, "List deployments, newest first.")
    deployments.add_argument("--as-of", type=datetime.fromisoformat, metavar="TIME", help="2026-01-31T12:00:00Z")

    labels = verb("labels", _labels, "Tell what labels a dataset version has, and what became of them.")
    labels.add_argument("version", **reference)
    about = labels.add_mutually_exclusive_group()
    about.add_argument("--sample", help="every label that this sample ever had")
    about.add_argument("--since", metavar="VERSION", help="what differs from this version")
    labels.add_argument("--include-retired", action="store_true", help="of a retired version too")

    export = verb("export", _export, "Write the labels of a dataset version to a file.")
    export.add_argument("version", **reference)
    export.add_argument("file", type=Path)
    export.add_argument("--format", default="parquet", help="parquet, coco or croissant")
    export.add_argument("--include-retired", action="store_true", help="of a retired version too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
