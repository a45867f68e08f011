"""Generates the protobuf and gRPC modules while the package is built; everything else stands in pyproject.toml."""

import shutil
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import generate_stubs  # noqa: E402  (lies beside this file, which is not on the path of an isolated build)


class BuildWithStubs(build_py):
    """Puts the generated modules among the built ones; an editable install has them in the source tree."""

    def run(self):
        if not self.editable_mode:
            # What an earlier build left there would be packed too.
            shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()
        root = HERE / "src" if self.editable_mode else Path(self.build_lib)
        self._generated = generate_stubs.generate(root)

    def get_outputs(self, include_bytecode=True):
        return super().get_outputs(include_bytecode) + [str(path) for path in getattr(self, "_generated", [])]


class SdistWithProtos(sdist):
    """Carries the protos, which lie outside this folder in the repository."""

    def make_release_tree(self, base_dir, files):
        super().make_release_tree(base_dir, files)
        generate_stubs.copy_protos(Path(base_dir))


setup(cmdclass={"build_py": BuildWithStubs, "sdist": SdistWithProtos})
