"""Tells a story step by step, and holds it to what each step must do."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pedigree
from pedigree import v1
from pedigree.environment import Environment
from pedigree.names import short
from pedigree.project import Project


class Broken(Exception):
    """A step did not do what it must."""


class Story:
    """Steps in order; each says what must hold, and the first that does not ends the story."""

    def __init__(self, title: str):
        self._began = time.monotonic()
        self._steps = 0
        self._checks = 0
        print(f"\n{title}\n{'=' * len(title)}")

    def step(self, title: str) -> None:
        self._steps += 1
        print(f"\n{self._steps:2}. {title}")

    def say(self, text: object) -> None:
        for line in str(text).splitlines():
            print(f"      {line}")

    def must(self, holds: bool, claim: str) -> None:
        self._checks += 1
        print(f"    {'✓' if holds else '✗'} {claim}")
        if not holds:
            raise Broken(f"step {self._steps}: {claim}")

    def must_raise(self, kind: type[Exception], claim: str, call):
        """Calls, and returns the refusal that must come."""
        try:
            call()
        except kind as refusal:
            self.must(True, claim)
            return refusal
        self.must(False, claim)
        raise AssertionError("unreachable")

    def end(self) -> str:
        return f"{self._steps} steps, {self._checks} checks, {time.monotonic() - self._began:.1f} s"


def tell(name: str, title: str, world: Callable[[Story, Project, Path], object], steps: Iterable[Callable]) -> int:
    """Tells the story to the mesh that the command line names; the exit status is 0 only if every step held.

    Each run makes a project of its own, so it can be run again on the same server.
    """
    parser = argparse.ArgumentParser(prog=f"python -m examples.{name}", description=title)
    parser.add_argument("--address", help="HOST:PORT of the mesh; else PEDIGREE_ADDRESS")
    parser.add_argument("--token-file", help="file with the token; else PEDIGREE_TOKEN or PEDIGREE_TOKEN_FILE")
    parser.add_argument("--project", default=f"{name}-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    given = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    story = Story(title)
    with (
        tempfile.TemporaryDirectory(prefix=f"{name}-") as work,
        pedigree.connect(given.address, token_file=given.token_file, timeout=120) as connection,
    ):
        try:
            made = world(story, connection.project(given.project, create=True), Path(work))
            for step in steps:
                step(made)
        except (Broken, pedigree.PedigreeError) as failure:
            print(f"\nThe story broke: {failure}", file=sys.stderr)
            return 1
    print(f"\nThe story holds: {story.end()}.")
    return 0


def summary(project: Project, environment: Environment) -> str:
    """The versions of a project, and what ran in an environment."""
    handles = {
        v1.KIND_DATASET: project.dataset,
        v1.KIND_MODEL: project.model,
        v1.KIND_LABEL_SCHEMA: project.label_schema,
    }
    lines = [f"Project {project.id}", ""]
    for asset in project.assets():
        for version in handles[asset.kind](asset.name.split("/")[-1]).versions(show_retired=True):
            tags = ", ".join(f"{key}={value}" for key, value in version.message.annotations.tags.items())
            aliases = " ".join(f"@{alias}" for alias in version.message.aliases)
            lines.append(f"  {short(version.name):<29} {version.state:<11} {aliases:<6} {tags}".rstrip())
    lines.append("")
    for run in environment.deployments():
        kind = f"rollback of {short(run.rollback_of)}" if run.rollback_of else "deploy"
        state = "LIVE" if not run.HasField("end_time") else "ended"
        lines.append(f"  {short(run.name):<29} {state:<11} {short(run.version):<14} {kind}")
    return "\n".join(lines)
