"""The shape of every entry of the catalogue: which keys it has, which may be left out, what each holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from catalogue.errors import Place
from catalogue.model import (
    ComponentType,
    FieldSpec,
    Procedure,
    Requirement,
    Role,
    Rule,
    Target,
    Unit,
    UnitKind,
    UnitLevel,
)
from catalogue.values import (
    PROCEDURE_CODE,
    SLUG,
    UNIT_CODE,
    Reader,
    choice,
    code,
    count,
    day,
    distinct,
    each,
    filled,
    share,
    text,
)

FIELD_KINDS: Final = (
    *("text", "name", "sex", "date", "birth_date", "expiry_date"),
    *("number_symbol", "personal_id", "serial", "certificate_serial", "area", "money"),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What an entry becomes, the word for it, the key that names it, its required and its optional keys."""

    build: Callable[..., Any]
    word: str
    named_by: str
    required: Mapping[str, Reader]
    optional: Mapping[str, Reader]
    or_by: str = ""  # names it where the other key is not there

    def place(self, raw: object, around: Place) -> Place:
        """Return where an entry stands, by the name it gives itself."""
        name = (raw.get(self.named_by) or raw.get(self.or_by)) if isinstance(raw, dict) else None
        return around.within(f"{self.word} {name or f'ở {around.key}'}")

    def read(self, raw: object, around: Place) -> Any:  # noqa: ANN401  # what it is, `build` says
        """Return the value that a TOML table describes, or raise CatalogueError."""
        place = self.place(raw, around)
        if not isinstance(raw, dict):
            raise place.error("phải là một bảng khóa = giá trị")
        readers = {**self.required, **self.optional}
        for key in raw:
            if key not in readers:
                raise place.at(key).error("khóa lạ")
        for key in self.required:
            if key not in raw:
                raise place.at(key).error("thiếu khóa này")
        return self.build(**{key: readers[key](value, place.at(key)) for key, value in raw.items()})


UNIT: Final = Shape(
    build=Unit,
    word="đơn vị",
    named_by="code",
    required={"code": code(UNIT_CODE), "name": text, "level": choice(tuple(UnitLevel))},
    optional={
        "parent": code(UNIT_CODE),
        "valid_from": day,
        "valid_to": day,
        "successors": distinct(code(UNIT_CODE)),
    },
)

CONDITION: Final = Shape(
    build=lambda code, words: (code, words),
    word="điều kiện",
    named_by="code",
    required={"code": code(SLUG), "words": text},
    optional={},
)

FIELD: Final = Shape(
    build=FieldSpec,
    word="trường",
    named_by="name",
    required={
        "name": code(SLUG),
        "title": text,
        "kind": choice(FIELD_KINDS),
        "labels": filled(distinct(text)),
    },
    optional={"after": text, "person": code(SLUG)},
)

TYPE: Final = Shape(
    build=ComponentType,
    word="loại giấy tờ",
    named_by="code",
    required={
        "code": code(SLUG),
        "name": text,
        "roles": filled(distinct(choice(tuple(Role)))),
        "titles": filled(distinct(text)),
    },
    optional={
        "anchors": distinct(text),
        "negatives": distinct(text),
        "fields": each(FIELD.read),
        "valid_months": count,
    },
)

REQUIREMENT: Final = Shape(
    build=Requirement,
    word="thành phần",
    named_by="slot",
    required={
        "slot": code(SLUG),
        "title": text,
        "rule": choice(tuple(Rule)),
        "types": filled(distinct(code(SLUG))),
    },
    optional={"condition": code(SLUG)},
)

PROCEDURE: Final = Shape(
    build=Procedure,
    word="thủ tục",
    named_by="code",
    required={
        "code": code(PROCEDURE_CODE),
        "name": text,
        "sector": text,
        "level": choice(tuple(UnitLevel)),
        "requirements": filled(each(REQUIREMENT.read)),
        "results": filled(distinct(code(SLUG))),
        "decision": text,
    },
    optional={"valid_from": day, "valid_to": day},
)

TARGET: Final = Shape(
    build=lambda kind=None, **said: Target(kind, **said),
    word="chỉ tiêu",
    named_by="unit",
    or_by="kind",
    required={"complete": share, "results": share, "plan": text},
    optional={
        "kind": choice([kind for kind in UnitKind if kind is not UnitKind.UNKNOWN]),
        "unit": code(UNIT_CODE),
        "valid_from": day,
        "valid_to": day,
    },
)
