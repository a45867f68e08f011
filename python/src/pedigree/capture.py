"""What push finds out by itself about a training run. It is really looked up, here and now, or it is not recorded.

Everything here describes the process that pushes; call push from the training process, or give the fact by keyword.
"""

import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from pedigree.v1 import Framework

# Where the list of what was installed lies among a model's files; its digest is the record's `environment_digest`.
ENVIRONMENT_FILE = ".pedigree/environment.txt"

# Distribution by the module it is imported as.
_FRAMEWORKS = {
    "torch": "torch",
    "tensorflow": "tensorflow",
    "keras": "keras",
    "jax": "jax",
    "mxnet": "mxnet",
    "paddle": "paddlepaddle",
    "sklearn": "scikit-learn",
    "xgboost": "xgboost",
    "lightgbm": "lightgbm",
    "catboost": "catboost",
}
_FORMATS = {
    ".safetensors": "safetensors",
    ".onnx": "onnx",
    ".joblib": "joblib",
    ".pkl": "pickle",
    ".pickle": "pickle",
    ".pt": "pytorch",
    ".pth": "pytorch",
    ".keras": "keras",
    ".h5": "hdf5",
    ".gguf": "gguf",
    ".tflite": "tflite",
    ".ubj": "ubjson",
    ".npz": "npz",
}


@dataclass
class TrainingPeriod:
    """When a training run began, and when it ended (None while it runs)."""

    started: datetime
    ended: datetime | None = None


_period: ContextVar[TrainingPeriod | None] = ContextVar("pedigree_training", default=None)


@contextmanager
def training() -> Iterator[TrainingPeriod]:
    """Measures when training began and ended, for the next model that this thread pushes, and only for that one."""
    period = TrainingPeriod(datetime.now(UTC))
    _period.set(period)
    try:
        yield period
    finally:
        period.ended = datetime.now(UTC)


def training_period() -> TrainingPeriod | None:
    """The run that `training` measured last, up to now if it goes on."""
    period = _period.get()
    if period is not None and period.ended is None:
        return TrainingPeriod(period.started, datetime.now(UTC))
    return period


def forget_training_period() -> None:
    """Its model has been stored: the next one has a run of its own."""
    _period.set(None)


def environment() -> str:
    """The interpreter, the platform and every installed distribution with its version, one a line."""
    installed = {
        (_normal(distribution.metadata["Name"]), distribution.version)
        for distribution in metadata.distributions()
        if distribution.metadata["Name"]
    }
    lines = [
        f"python {platform.python_implementation()} {platform.python_version()}",
        f"platform {platform.platform()}",
        *(f"{name}=={version}" for name, version in sorted(installed)),
    ]
    return "\n".join(lines) + "\n"


def framework() -> Framework | None:
    """The machine-learning framework this process has imported, None without one; several are an error."""
    loaded = sorted(_FRAMEWORKS[module] for module in _FRAMEWORKS if module in sys.modules)
    if len(loaded) > 1:
        raise ValueError(f"several frameworks are imported ({', '.join(loaded)}): say which trained, framework='...'")
    return named_framework(loaded[0]) if loaded else None


def named_framework(name: str) -> Framework:
    """An installed framework, with its version."""
    distribution = _FRAMEWORKS.get(name, name)
    return Framework(name=distribution, version=metadata.version(distribution))


def serialization_format(paths: Iterable[str]) -> str | None:
    """The format of the weights by the names of their files; None when that does not decide it."""
    formats = {_FORMATS[suffix] for path in paths if (suffix := Path(path).suffix.lower()) in _FORMATS}
    return formats.pop() if len(formats) == 1 else None


def accelerator(trained_with: Framework | None) -> str:
    """The GPUs this process could use, or the CPU. scikit-learn computes on the CPU only."""
    if trained_with is None or trained_with.name != "scikit-learn":
        gpus = _gpus()
        if gpus:
            return ", ".join(f"{gpus.count(name)} x {name}" for name in sorted(set(gpus)))
    return f"CPU only: {_cpu()}, {os.cpu_count()} logical processors"


def git_commit(folder: Path | None = None) -> str | None:
    """The commit of the training code as `<repository>@<commit>`, ending in `-dirty` if the files differ from it.

    The code is taken to be where the main script lies, or in the working directory for notebooks and installed
    launchers. None outside of a git checkout.
    """
    script = _main_script()
    folder = folder or (script.parent if script else Path.cwd())
    commit = _git(folder, "rev-parse", "--verify", "HEAD")
    if not commit:
        return None
    dirty = _git(folder, "status", "--porcelain", "--untracked-files=no") != ""
    if script and script.parent == folder:
        dirty = dirty or _git(folder, "ls-files", script.name) == ""
    remote = _git(folder, "remote", "get-url", "origin")
    repository = f"{_without_credentials(remote)}@" if remote else ""
    return f"{repository}{commit}{'-dirty' if dirty else ''}"


def _main_script() -> Path | None:
    name = getattr(sys.modules.get("__main__"), "__file__", None)
    if name is None:
        return None
    path = Path(name).resolve()
    installed = "site-packages" in path.parts or path.is_relative_to(Path(sys.prefix).resolve())
    return None if installed else path


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _without_credentials(remote: str) -> str:
    return re.sub(r"^([a-z][a-z0-9+.-]*://)[^/@]*@", r"\1", remote)


def _gpus() -> list[str]:
    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_available():
        return [torch.cuda.get_device_name(index) for index in range(torch.cuda.device_count())]
    query = ["nvidia-smi", "--query-gpu=index,uuid,name", "--format=csv,noheader"]
    try:
        done = subprocess.run(query, capture_output=True, text=True, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return []
    rows = [line.split(", ", 2) for line in done.stdout.splitlines()] if done.returncode == 0 else []
    visible = os.environ.get("CUDA_VISIBLE_DEVICES")
    chosen = None if visible is None else visible.split(",")
    return [row[2] for row in rows if len(row) == 3 and (chosen is None or row[0] in chosen or row[1] in chosen)]


def _cpu() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
