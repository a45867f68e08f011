"""Pushes that are killed on their way."""

import os
import signal
import subprocess
import sys

_SCRIPT = """
import os, signal, sys
import pedigree
from complete import MODEL

address, token_file, project, folder, direct, fraction = sys.argv[1:]

def die_midway(stage, done, total):
    if stage == "upload" and done > total * float(fraction):
        os.kill(os.getpid(), signal.SIGKILL)

facts = MODEL | {"training_data": pedigree.not_applicable("nothing was trained")}
with pedigree.connect(address, token_file=token_file or None, direct=bool(direct)) as connection:
    connection.project(project).model("net").push(folder, progress=die_midway, **facts)
"""


def kill_midway(mesh, project, folder, direct="", fraction=0.5):
    """A process that pushes, and is killed when so much of it was sent."""
    arguments = [mesh.address, mesh.token_file, project.id, str(folder), direct, str(fraction)]
    killed = subprocess.run(
        [sys.executable, "-c", _SCRIPT, *arguments], cwd=os.path.dirname(__file__), capture_output=True, text=True
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
