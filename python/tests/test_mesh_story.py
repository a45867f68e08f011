import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.mesh
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("story", ["digits", "shapes"])
def test_the_story_holds(mesh, story):
    pytest.importorskip("sklearn")
    told = subprocess.run(
        [sys.executable, "-m", f"examples.{story}", "--address", mesh.address],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        env=os.environ | {"PEDIGREE_TOKEN_FILE": mesh.token_file},
        timeout=600,
    )
    assert told.returncode == 0, told.stdout[-4000:] + told.stderr[-4000:]
    assert "The story holds" in told.stdout
