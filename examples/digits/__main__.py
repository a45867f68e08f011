"""`python -m examples.digits`, the same as `python examples/digits/story.py`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from story import main

sys.exit(main())
