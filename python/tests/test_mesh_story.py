import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.mesh
STORY = Path(__file__).resolve().parents[2] / "examples/digits/story.py"


def test_the_digits_story_holds(mesh):
    pytest.importorskip("sklearn")
    environment = os.environ | {"PEDIGREE_TOKEN_FILE": mesh.token_file}
    told = subprocess.run(
        [sys.executable, STORY, "--address", mesh.address], capture_output=True, text=True, env=environment, timeout=600
    )
    assert told.returncode == 0, told.stdout[-4000:] + told.stderr[-4000:]
    assert "The story holds" in told.stdout
