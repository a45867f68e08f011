"""Facts of a record: a value, `not_applicable` with a reason, or `not_stated` with a reason.

The messages are the generated ones (`TextFact`, `VersionsFact`, `FrameworkFact` ...). The functions here save writing
them out: `put(record, "licence", "CC-BY-4.0")` knows from the descriptor that this is a `TextFact`.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import Struct
from google.protobuf.timestamp_pb2 import Timestamp

from pedigree import names
from pedigree.v1 import Omission, TextFact, VersionList

F = TypeVar("F", bound=Message)

_OMISSIONS = ("not_applicable", "not_stated")
# Numbers of a JSON object are doubles, which hold integers exactly up to here.
_LARGEST_INTEGER = 1 << 53


def stated(value: Any, kind: type[F] = TextFact) -> F:
    """A fact that has a value."""
    fact = kind()
    _state(fact, value)
    return fact


def not_applicable(reason: str, kind: type[F] = TextFact) -> F:
    """The question makes no sense here. `put`, `push` and the builders take it for a fact of any kind."""
    return kind(not_applicable=_omission(reason))


def not_stated(reason: str, kind: type[F] = TextFact) -> F:
    """There is or may be an answer, but it is not given. `put`, `push` and the builders take it for any kind."""
    return kind(not_stated=_omission(reason))


def put(message: Message, field: str, value: Any) -> None:
    """Sets a field, wrapping the value as the field's type needs it."""
    descriptor = message.DESCRIPTOR.fields_by_name[field]
    if descriptor.is_repeated:
        del getattr(message, field)[:]
        getattr(message, field).extend(value)
    elif descriptor.message_type is None:
        setattr(message, field, names.name_of(value) if _is_text(descriptor) and not isinstance(value, str) else value)
    else:
        _put_message(getattr(message, field), value)


def is_fact(message: Message) -> bool:
    """Whether the message is of one of the `...Fact` types."""
    return all(name in message.DESCRIPTOR.fields_by_name for name in _OMISSIONS)


def value_of(fact: Message) -> Any:
    """The value, or None for one that is not applicable or not stated."""
    arm = fact.WhichOneof("fact")
    return None if arm is None or arm in _OMISSIONS else getattr(fact, arm)


def describe(fact: Message) -> str:
    """A fact as words."""
    arm = fact.WhichOneof("fact")
    if arm in _OMISSIONS:
        return f"{arm.replace('_', ' ')}: {getattr(fact, arm).reason}"
    return str(value_of(fact)).strip()


def timestamp(moment: datetime | Timestamp) -> Timestamp:
    """A moment as the API takes it; a `datetime` must say its zone."""
    if isinstance(moment, Timestamp):
        return moment
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone: use datetime.now(timezone.utc)")
    made = Timestamp()
    made.FromDatetime(moment.astimezone(UTC))
    return made


def json_object(values: Mapping[str, Any]) -> Struct:
    """A JSON object; refuses what JSON cannot hold exactly."""
    made = Struct()
    made.update({str(key): _json(value, str(key)) for key, value in values.items()})
    return made


def _put_message(target: Message, value: Any) -> None:
    target.SetInParent()
    if isinstance(value, type(target)):
        target.CopyFrom(value)
    elif is_fact(target) and isinstance(value, Message) and is_fact(value):
        arm = value.WhichOneof("fact")
        if arm in _OMISSIONS:
            getattr(target, arm).CopyFrom(getattr(value, arm))
        else:
            _state(target, getattr(value, arm))
    elif is_fact(target):
        _state(target, value)
    elif isinstance(value, Message):
        _put_arm(target, value)
    elif isinstance(target, Timestamp):
        target.CopyFrom(timestamp(value))
    else:
        raise TypeError(f"{target.DESCRIPTOR.name} is needed, not {value!r}")


def _state(fact: Message, value: Any) -> None:
    if _arm_for(fact, value):
        _put_arm(fact, value)
        return
    arm = fact.DESCRIPTOR.fields_by_name.get("value")
    if arm is None or value is None:
        raise TypeError(f"{fact.DESCRIPTOR.name} takes {_arms(fact)}, not {value!r}")
    if arm.message_type is None:
        if _is_text(arm):
            fact.value = value if isinstance(value, str) else names.name_of(value)
        else:
            fact.value = _integer(value)
    elif arm.message_type is Timestamp.DESCRIPTOR:
        fact.value.CopyFrom(timestamp(value))
    elif arm.message_type is Struct.DESCRIPTOR:
        fact.value.CopyFrom(json_object(value))
    elif arm.message_type is VersionList.DESCRIPTOR:
        versions = [value] if isinstance(value, str) or hasattr(value, "name") else value
        fact.value.versions.extend(names.name_of(version) for version in versions)
    else:
        raise TypeError(f"{fact.DESCRIPTOR.name} takes {_arms(fact)}, not {value!r}")


def _put_arm(target: Message, value: Message) -> None:
    arm = _arm_for(target, value)
    if arm is None:
        raise TypeError(f"{target.DESCRIPTOR.name} takes {_arms(target)}, not {value.DESCRIPTOR.name}")
    getattr(target, arm).CopyFrom(value)
    getattr(target, arm).SetInParent()


def _arm_for(target: Message, value: Any) -> str | None:
    """The field that takes a message of this type: the arm of a `oneof`."""
    if not isinstance(value, Message) or isinstance(value, Omission):
        return None
    for field in target.DESCRIPTOR.fields:
        if field.message_type is value.DESCRIPTOR and field.containing_oneof is not None:
            return field.name
    return None


def _arms(target: Message) -> str:
    return " or ".join(
        field.message_type.name if field.message_type else field.name
        for field in target.DESCRIPTOR.fields
        if field.name not in _OMISSIONS
    )


def _is_text(descriptor: FieldDescriptor) -> bool:
    return descriptor.type == FieldDescriptor.TYPE_STRING


def _integer(value: Any) -> int:
    whole = int(value)
    if isinstance(value, bool) or whole != value:
        raise TypeError(f"a whole number is needed, not {value!r}")
    return whole


def _json(value: Any, path: str) -> Any:
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        value = value.item()  # a number of numpy or torch
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        if abs(value) > _LARGEST_INTEGER:
            raise ValueError(f"{path}: {value} is too large for a JSON number; give it as text")
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{path}: {value} is no JSON number; give it as text")
        return value
    if isinstance(value, Mapping):
        return {str(key): _json(inner, f"{path}.{key}") for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_json(inner, f"{path}[{index}]") for index, inner in enumerate(value)]
    raise TypeError(f"{path}: {type(value).__name__} has no place in a JSON object; give what it stands for")


def _omission(reason: str) -> Omission:
    if not reason.strip():
        raise ValueError("an omission needs a reason")
    return Omission(reason=reason)
