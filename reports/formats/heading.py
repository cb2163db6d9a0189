"""What stands above every report, whatever its format."""

from reports.model import Table
from reports.scope import Tree

STATE: tuple[str, str] = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def period_line(table: Table) -> str:
    """Return the period of a report: Kỳ báo cáo: từ 01/10/2026 đến 31/10/2026."""
    return f"Kỳ báo cáo: từ {table.period.first:%d/%m/%Y} đến {table.period.last:%d/%m/%Y}"


def unit_line(table: Table) -> str:
    """Return whom a report is about."""
    if table.unit is None:
        return "Đơn vị: tất cả"
    name = Tree(table.question).name(table.unit)
    return f"Đơn vị: {name} ({table.unit}) và các đơn vị trực thuộc"
