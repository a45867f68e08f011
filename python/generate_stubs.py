"""Generates `pedigree.v1` and the private copy of protovalidate's options from the protos.

Run by setup.py; by hand, for work on the package itself: `python generate_stubs.py src`.
"""

import shutil
import sys
from importlib.resources import files
from pathlib import Path

HERE = Path(__file__).resolve().parent
PUBLIC = "pedigree/v1"
VALIDATE = "buf/validate/validate.proto"

# protovalidate's own Python package registers the same file, so its options are imported through a module of ours that
# uses an installed copy when there is one.
IMPORT_BEFORE = "from buf.validate import validate_pb2 as"
IMPORT_AFTER = "from pedigree._vendor import validate_pb2 as"


def proto_roots() -> tuple[Path, Path]:
    """Folders of our protos and of those of others: inside an sdist here, in the repository one folder up."""
    inside = HERE / "proto"
    root = inside if inside.is_dir() else HERE.parent / "proto"
    return root / "src/main/proto", root / "third_party"


def copy_protos(target: Path) -> None:
    """Copies what `generate` reads to `target/proto`."""
    ours, others = proto_roots()
    shutil.copytree(ours / PUBLIC, target / "proto/src/main/proto" / PUBLIC, dirs_exist_ok=True)
    shutil.copytree(others, target / "proto/third_party", dirs_exist_ok=True)


def generate(target: Path) -> list[Path]:
    """Writes the modules below `target`, the folder that holds (or will hold) the package; returns their paths."""
    ours, others = proto_roots()
    sources = sorted((ours / PUBLIC).glob("*.proto"))
    if not sources:
        raise FileNotFoundError(f"no protos in {ours / PUBLIC}")
    vendor = target / "pedigree/_vendor"
    vendor.mkdir(parents=True, exist_ok=True)
    (target / PUBLIC).mkdir(parents=True, exist_ok=True)
    names = [str(source.relative_to(ours)) for source in sources]
    descriptors = target / PUBLIC / "descriptors.bin"
    outputs = [f"--{plugin}={target}" for plugin in ("python_out", "pyi_out", "grpc_python_out")]
    _protoc([ours, others], names, [*outputs, f"--descriptor_set_out={descriptors}"])
    _protoc([others], [VALIDATE], [f"--python_out={vendor}", f"--pyi_out={vendor}"])
    for generated in (target / PUBLIC).glob("*_pb2*.py*"):
        generated.write_text(generated.read_text("utf-8").replace(IMPORT_BEFORE, IMPORT_AFTER), "utf-8")
    _drop_empty_services(target / PUBLIC, sources)
    _write_index(target / PUBLIC, descriptors.read_bytes())
    descriptors.unlink()
    return [path for folder in (target / PUBLIC, vendor / "buf") for path in folder.rglob("*.py*") if path.is_file()]


def _protoc(roots: list[Path], names: list[str], outputs: list[str]) -> None:
    from grpc_tools import protoc

    includes = [f"-I{root}" for root in [*roots, files("grpc_tools") / "_proto"]]
    if protoc.main(["protoc", *includes, *outputs, *names]) != 0:
        raise RuntimeError("protoc failed on " + ", ".join(names))


def _drop_empty_services(folder: Path, sources: list[Path]) -> None:
    """The gRPC plugin writes a module for every file; those without a service say nothing."""
    for source in sources:
        if "\nservice " not in source.read_text("utf-8"):
            (folder / f"{source.stem}_pb2_grpc.py").unlink(missing_ok=True)


def _write_index(folder: Path, descriptors: bytes) -> None:
    """Writes `pedigree/v1/__init__.py`, so that `from pedigree.v1 import Version` works."""
    from google.protobuf.descriptor_pb2 import FileDescriptorSet

    lines = ['"""The messages and enums of the public API, generated from its protos."""', ""]
    everything = []
    for file in FileDescriptorSet.FromString(descriptors).file:
        exported = [message.name for message in file.message_type]
        for enum in file.enum_type:
            exported += [enum.name, *(value.name for value in enum.value)]
        exported += [extension.name for extension in file.extension]
        if exported:
            module = Path(file.name).stem + "_pb2"
            lines += [f"from pedigree.v1.{module} import (", *(f"    {name}," for name in sorted(exported)), ")"]
            everything += exported
    lines += ["", "__all__ = [", *(f'    "{name}",' for name in sorted(everything)), "]", ""]
    (folder / "__init__.py").write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    for written in generate(Path(sys.argv[1]).resolve()):
        print(written)
