"""Records as compact JSON and back: a dataclass becomes the list of its fields' values, in order.

Bytes are written in base64. Equal records give equal text. `schema` names what the order of fields depends
on: a generation written under another schema cannot be read and has to be built again.
"""

from __future__ import annotations

import hashlib
import json
import types
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, partial
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
Reader = Callable[[Any], Any]


def dumps(record: Any) -> str:
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[Record], text: str | bytes) -> Record:
    """`kind` is a dataclass or a tuple of them. Raises ValueError or TypeError when `text` was not written
    from a `kind` of the same schema."""
    key: Any = kind
    reader = _reader(key)
    assert reader, key
    record: Record = reader(json.loads(text))
    return record


def schema(*kinds: type) -> str:
    """Eight hex digits that change when any field of the records, or of records inside them, changes."""
    described: dict[str, list[str]] = {}
    for kind in kinds:
        _describe(kind, described)
    return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()[:8]


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return [_plain(getattr(value, f.name)) for f in fields(value)]


@cache
def _record(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = [_reader(hints[f.name]) for f in fields(kind)]
    wanted = [(at, reader) for at, reader in enumerate(readers) if reader is not None]

    def read(values: list[Any]) -> Any:
        if len(values) != len(readers):
            raise ValueError(f"{kind} has {len(readers)} fields and {len(values)} values were read")
        for at, reader in wanted:
            values[at] = reader(values[at])
        return kind(*values)

    return read


@cache
def _reader(kind: Any) -> Reader | None:
    """What turns a JSON value into a `kind`; None when the JSON value is one already."""
    if is_dataclass(kind):
        record: Any = kind
        return _record(record)
    if isinstance(kind, type) and issubclass(kind, date):
        return kind.fromisoformat
    if kind is bytes:
        return b64decode
    if isinstance(kind, type) and issubclass(kind, tuple):  # a NamedTuple of plain values
        return partial(tuple.__new__, kind)  # `kind(*values)`, in a third of its time
    arguments = get_args(kind)
    if get_origin(kind) in (Union, types.UnionType):
        inner = _reader(next(a for a in arguments if a is not type(None)))
        return inner and _optional(inner)
    if get_origin(kind) is tuple:
        if arguments[-1] is not ...:
            return tuple
        return _items(_reader(arguments[0]))
    return None


def _items(inner: Reader | None) -> Reader:
    return tuple if inner is None else lambda values: tuple(map(inner, values))


def _optional(inner: Reader) -> Reader:
    return lambda value: None if value is None else inner(value)


def _describe(kind: Any, described: dict[str, list[str]]) -> None:
    if is_dataclass(kind):
        name = getattr(kind, "__name__", "")
        if name in described:
            return
        hints = get_type_hints(kind)
        described[name] = [f"{f.name}: {hints[f.name]}" for f in fields(kind)]
        for f in fields(kind):
            _describe(hints[f.name], described)
    for argument in get_args(kind):
        _describe(argument, described)
