import subprocess
import sys

import pytest

from pedigree import v1
from pedigree.v1 import (
    artifact_service_pb2,
    asset_service_pb2,
    label_service_pb2,
    lifecycle_service_pb2,
    lineage_service_pb2,
)

MODULES = (artifact_service_pb2, asset_service_pb2, label_service_pb2, lifecycle_service_pb2, lineage_service_pb2)
SERVICES = [service for module in MODULES for service in module.DESCRIPTOR.services_by_name.values()]
READ = 1  # google.protobuf.MethodOptions.NO_SIDE_EFFECTS


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_method_may_be_called_again(service):
    """The retry policy rests on this: a read, an upload named by its content, or a write with a request_id."""
    for method in service.methods:
        read = method.GetOptions().idempotency_level == READ
        by_content = service.name in ("ArtifactService", "LabelService")
        assert read or by_content or "request_id" in method.input_type.fields_by_name, method.full_name


def test_the_options_of_the_protos_are_there():
    method = asset_service_pb2.DESCRIPTOR.services_by_name["AssetService"].methods_by_name["CreateProject"]
    assert method.GetOptions().Extensions[v1.permission] == v1.PERMISSION_PROJECT_CREATE


def test_every_message_of_the_api_can_be_imported_from_v1():
    for module in MODULES:
        for name in module.DESCRIPTOR.message_types_by_name:
            assert getattr(v1, name) is getattr(module, name)


def test_an_installed_protovalidate_is_used_instead_of_the_private_copy(tmp_path):
    """Two contents under one file name cannot be in one process; so the installed one, whatever its release, wins."""
    (tmp_path / "buf/validate").mkdir(parents=True)
    (tmp_path / "buf/validate/validate_pb2.py").write_text(
        "from google.protobuf import descriptor_pb2, descriptor_pool\n"
        "file = descriptor_pb2.FileDescriptorProto(name='buf/validate/validate.proto', package='buf.validate')\n"
        "for message in ('FieldRules', 'MessageRules', 'OneofRules'):\n"
        "    file.message_type.add(name=message)\n"
        "descriptor_pool.Default().AddSerializedFile(file.SerializeToString())\n"
    )
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import pedigree; "
        "assert 'pedigree._vendor.buf.validate.validate_pb2' not in sys.modules; "
        "import buf.validate.validate_pb2; print(pedigree.v1.Version(name='x').name)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "x"), done.stderr
