"""The field rules of protovalidate, which our protos import.

Descriptors live in one pool for the whole process, under the proto's file name, and two contents under one name are an
error. So the copy of an installed `protovalidate` is used where there is one, whatever its release, and ours otherwise.
"""


def _validate_module():
    try:
        from buf.validate import validate_pb2
    except Exception:  # not installed, or too old or new for this protobuf runtime
        from pedigree._vendor.buf.validate import validate_pb2
    return validate_pb2


validate_pb2 = _validate_module()
