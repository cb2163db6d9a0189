"""Papers of invented dossiers, as they are held against each other."""

from dataclasses import replace
from datetime import date

from catalogue.model import ComponentType, FieldSpec, Role
from pipeline.contradictions.dossier import Paper, Papers
from pipeline.model import FieldValue, Part

ON = date(2026, 11, 3)
FIELDS = (
    FieldSpec("ho_ten", "Họ tên", "name", ("Họ và tên",), person="chinh"),
    FieldSpec("so_dinh_danh", "Số định danh", "personal_id", ("Số",), person="chinh"),
    FieldSpec("ngay_sinh", "Ngày sinh", "birth_date", ("Ngày sinh",), person="chinh"),
    FieldSpec("so", "Số", "number_symbol", ("Số",)),
    FieldSpec("het_han", "Có giá trị đến", "expiry_date", ("Có giá trị đến",)),
)


def of_kind(code="giay", months=None, role="chinh"):
    """Make a type; `role` is the part that whoever it names plays."""
    asked = tuple(replace(spec, person=role) if spec.person else spec for spec in FIELDS)
    return ComponentType(
        code, f"Giấy {code}", (Role.COMPONENT,), (code.upper(),), fields=asked, valid_months=months
    )


def paper(code="giay", *, kind=None, text="Giấy", page=1, confidence=0.95, **values):
    fields = {name: FieldValue(value, confidence, page) for name, value in values.items()}
    part = Part((page,), code, 1.0, fields=fields)
    return Paper(part, kind or of_kind(code), text, f"{code}.pdf")


def dossier(*papers, on=ON, **more):
    return Papers(tuple(papers), on, **more)
