"""Papers of invented dossiers, as they are held against each other."""

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


def kind(code="giay", months=None):
    roles = (Role.COMPONENT,)
    return ComponentType(code, f"Giấy {code}", roles, (code.upper(),), fields=FIELDS, valid_months=months)


def paper(code="giay", *, months=None, text="Giấy", page=1, confidence=0.95, **values):
    fields = {name: FieldValue(value, confidence, page) for name, value in values.items()}
    part = Part((page,), code, 1.0, fields=fields)
    return Paper(part, kind(code, months), text, f"{code}.pdf")


def dossier(*papers, on=ON, **more):
    return Papers(tuple(papers), on, **more)
