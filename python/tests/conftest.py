"""The mesh that the tests marked `mesh` run against: the one named by the environment, or one of their own."""

import os
import shutil
import subprocess
import threading
import time
import uuid
from pathlib import Path
from typing import NamedTuple

import pytest

import pedigree

REPOSITORY = Path(__file__).resolve().parents[2]
LIBRARIES = REPOSITORY / "standalone/target/lib"
MAIN = "dev.pedigree.standalone.Standalone"
ISSUE_TOKEN = "dev.pedigree.gateway.identity.IssueToken"
PATIENCE = 90


class Mesh(NamedTuple):
    address: str
    token_file: str

    def token_for(self, grant: str) -> str:
        """Issues another token, as an operator does; the gateway sees it within a second or two."""
        tokens = Path(self.token_file).with_name("tokens.jsonl")
        if not tokens.exists():
            pytest.skip("the mesh's folder is not at hand, so no token can be issued")
        command = [
            _java(),
            "-cp",
            f"{LIBRARIES}/*",
            ISSUE_TOKEN,
            str(tokens),
            uuid.uuid4().hex,
            "user:test",
            "1",
            grant,
        ]
        issued = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        time.sleep(2.5)
        return issued


@pytest.fixture(scope="session")
def mesh(tmp_path_factory):
    """Where the mesh is. Without jars the tests fail, and say how to make them: skipping would look like passing."""
    if address := os.environ.get("PEDIGREE_ADDRESS"):
        yield Mesh(address, os.environ.get("PEDIGREE_TOKEN_FILE", ""))
        return
    if not any(LIBRARIES.glob("*.jar")):
        pytest.fail(
            f"no mesh: build it with `make build` (no jars in {LIBRARIES}) or set PEDIGREE_ADDRESS", pytrace=False
        )
    data = tmp_path_factory.mktemp("mesh")
    command = [_java(), "-cp", f"{LIBRARIES}/*", MAIN, "--data", str(data), "--port", "0"]
    with open(data.with_suffix(".log"), "w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            yield _started(process, Path(log.name))
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="session")
def connection(mesh):
    with pedigree.connect(mesh.address, token_file=mesh.token_file or None) as made:
        yield made


@pytest.fixture
def project(connection):
    """A project of the test's own."""
    return connection.project(f"t-{uuid.uuid4().hex[:12]}", create=True)


def _java() -> str:
    found = subprocess.run([REPOSITORY / "tools/jdk25"], capture_output=True, text=True)
    home = found.stdout.strip()
    java = Path(home) / "bin/java" if home else shutil.which("java")
    if not java:
        pytest.fail(f"no JDK 25: {found.stderr}", pytrace=False)
    return str(java)


def _started(process: subprocess.Popen, log: Path) -> Mesh:
    """Reads what the launcher prints until the mesh is ready; then goes on reading, so that it can go on printing."""
    told: dict[str, str] = {}
    ready = threading.Event()

    def read() -> None:
        for line in process.stdout:
            key, _, value = line.strip().partition(": ")
            told.setdefault(key, value.strip())
            if {"address", "token"} <= told.keys():
                ready.set()
        ready.set()

    threading.Thread(target=read, daemon=True).start()
    if not ready.wait(PATIENCE) or "token" not in told:
        process.kill()
        pytest.fail(f"the mesh did not start within {PATIENCE} s:\n{log.read_text('utf-8')[-4000:]}", pytrace=False)
    return Mesh(told["address"], told["token"])
