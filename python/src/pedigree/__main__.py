"""The command line: `pedigree show|pull|push|lineage|deployments`.

It reads everything, and pushes what needs no code to describe: a record given as JSON.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from google.protobuf import json_format

from pedigree import PedigreeError, connect, drawing, files, names, push, v1
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
    return parser


if __name__ == "__main__":
    sys.exit(main())
