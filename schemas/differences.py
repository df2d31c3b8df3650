"""Two versions of a JSON Schema compared as a reader or writer of the old one meets the new one.

Knows the keywords that pydantic writes (json/*.schema.json): $ref, anyOf, type, enum, const, properties, required,
items, prefixItems, additionalProperties, format and the limits.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

Schema = Mapping[str, Any]

FLOORS = ("minLength", "minItems", "minimum", "exclusiveMinimum")  # a higher one accepts less
CEILINGS = ("maxLength", "maxItems", "maximum", "exclusiveMaximum")  # a lower one accepts less
ANYTHING = "anything"


class Side(Enum):
    """Who relies on the old schema: those who send us records, which must still be accepted, or those who read ours."""

    INPUT = auto()
    OUTPUT = auto()


@dataclass(frozen=True)
class Difference:
    """where: `Event.when.start`, `[]` for items, `{}` for values of any name. breaking: False is worth a note only."""

    where: str
    what: str
    breaking: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def differences(old: Schema, new: Schema, side: Side, name: str) -> list[Difference]:
    """What has changed between two schemas of the record `name`, as far as the other side may notice it."""
    return list(_Comparison(old, new, side).schemas(old, new, name, frozenset()))


class _Comparison:
    def __init__(self, old: Schema, new: Schema, side: Side) -> None:
        self._old, self._new, self._side = old, new, side

    def schemas(self, old: Schema, new: Schema, where: str, seen: frozenset[tuple[str, str]]) -> Iterator[Difference]:
        pair = (old.get("$ref", ""), new.get("$ref", ""))
        if all(pair):
            if pair in seen:
                return  # a type that holds itself
            seen |= {pair}
        before, after = _by_type(old, self._old), _by_type(new, self._new)
        gone, added = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
        if gone and added:
            yield Difference(where, f"type changed from {' or '.join(before)} to {' or '.join(after)}")
        elif gone:
            yield Difference(where, f"no longer {' or '.join(gone)}", self._side is Side.INPUT)
        elif added:
            yield Difference(where, f"may now be {' or '.join(added)}", self._side is Side.OUTPUT)
        for kind in before.keys() & after.keys():
            yield from self._alternatives(before[kind], after[kind], where, seen)

    def _alternatives(
        self, old: list[Schema], new: list[Schema], where: str, seen: frozenset[tuple[str, str]]
    ) -> Iterator[Difference]:
        if len(old) != len(new):
            yield Difference(where, f"{len(old)} shapes became {len(new)}")
        for one, other in zip(old, new, strict=False):
            yield from self._values(one, other, where)
            yield from self._fields(one, other, where, seen)
            yield from self._items(one, other, where, seen)

    def _values(self, old: Schema, new: Schema, where: str) -> Iterator[Difference]:
        before, after = _values(old), _values(new)
        if before is None and after is not None:
            yield Difference(where, "any value became one of a list", self._side is Side.INPUT)
        elif before is not None and after is None:
            yield Difference(where, "a list of values became any value")
        elif before is not None and after is not None:
            if gone := [value for value in before if value not in after]:
                yield Difference(where, f"values gone: {', '.join(map(str, gone))}")
            if added := [value for value in after if value not in before]:
                yield Difference(where, f"values added: {', '.join(map(str, added))}", breaking=False)
        if old.get("format") != new.get("format"):
            yield Difference(where, f"format changed from {old.get('format')} to {new.get('format')}")
        for names, sign in ((FLOORS, 1), (CEILINGS, -1)):
            for limit in names:
                one, other = old.get(limit), new.get(limit)
                if one != other:
                    narrower = one is None or (other is not None and sign * (other - one) > 0)
                    yield Difference(
                        where, f"{limit} changed from {one} to {other}", narrower and self._side is Side.INPUT
                    )

    def _fields(self, old: Schema, new: Schema, where: str, seen: frozenset[tuple[str, str]]) -> Iterator[Difference]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name in before:
            if name in after:
                yield from self.schemas(before[name], after[name], f"{where}.{name}", seen)
            else:
                yield Difference(f"{where}.{name}", "removed or renamed")
        for name in after:
            if name not in before:
                yield Difference(f"{where}.{name}", "added", breaking=False)
        needed, needs = set(old.get("required", ())), set(new.get("required", ()))
        if self._side is Side.INPUT:
            for name in sorted(needs - needed):
                yield Difference(f"{where}.{name}", "now required of those who send it")
        else:
            for name in sorted((needed - needs) & after.keys()):
                yield Difference(f"{where}.{name}", "no longer always there")
        ways, remaining = _ways(old), _ways(new)
        lost = [way for way in ways if not any(set(other) <= set(way) for other in remaining)] if remaining else []
        if lost or (remaining and not ways):
            said = " or ".join("+".join(way) for way in lost) or "less"
            yield Difference(where, f"{said} is no longer enough", self._side is Side.INPUT)

    def _items(self, old: Schema, new: Schema, where: str, seen: frozenset[tuple[str, str]]) -> Iterator[Difference]:
        for keyword, mark in (("items", "[]"), ("additionalProperties", "{}")):
            one, other = old.get(keyword, True), new.get(keyword, True)
            if isinstance(one, Mapping) and isinstance(other, Mapping):
                yield from self.schemas(one, other, where + mark, seen)
            elif one != other:
                yield Difference(where + mark, "changed")
        before, after = old.get("prefixItems", []), new.get("prefixItems", [])
        if len(before) != len(after):
            yield Difference(where + "[]", f"{len(before)} places became {len(after)}")
        for number, (one, other) in enumerate(zip(before, after, strict=False)):
            yield from self.schemas(one, other, f"{where}[{number}]", seen)


def _by_type(schema: Schema, root: Schema) -> dict[str, list[Schema]]:
    """The alternatives of a schema by their JSON type; references followed."""
    found: dict[str, list[Schema]] = {}
    waiting, followed = [schema], 0
    while waiting:
        one = waiting.pop(0)
        if "$ref" in one and followed < 1000:
            followed += 1
            waiting.insert(0, root["$defs"][one["$ref"].removeprefix("#/$defs/")])
        elif "anyOf" in one and "properties" not in one:
            waiting = [*one["anyOf"], *waiting]
        else:
            types = one.get("type", ANYTHING)
            for kind in types if isinstance(types, list) else [types]:
                found.setdefault(kind, []).append(one)
    return found


def _values(schema: Schema) -> list[Any] | None:
    if "const" in schema:
        return [schema["const"]]
    listed: list[Any] | None = schema.get("enum")
    return listed


def _ways(schema: Schema) -> list[list[str]]:
    """Sets of fields of which one is enough: Article's text, body or content."""
    return [way["required"] for way in schema.get("anyOf", ()) if "required" in way]
