import pytest

from reports.audit.figures import find_figures
from reports.audit.flow import flow
from reports.audit.masks import mask


@pytest.mark.parametrize(
    "text",
    [
        "Số: 761 /BC-UBND ngày 27 tháng 9 năm 2024",
        "Nghị định số 107/2021/NĐ-CP ngày 06/12/2021",
        "Quyết định 4755/QĐ-UBND",
        "Báo cáo số 2106/BC-VP",
        "quý III/2024 và quý 4 năm 2025",
        "giai đoạn 2018 -2024",
        "năm 20241.",
        "mức độ 3,4",
        "từ 01/01/2024 đến 20/9/2024",
        "6 tháng đầu năm 2026",
        "5.1. Kết quả",
        "Biểu số II.06a, biểu 12",
        "https://dvc.example/2024/12",
        "(1) (2) (13)",
    ],
)
def test_digits_of_what_is_no_figure_are_hidden(text):
    masked = mask(flow(text))
    assert not [*find_figures(masked)]
    assert len(masked) == len(flow(text).text)


@pytest.mark.parametrize(
    "figure", ["10.674 hồ sơ", "98,09%", "6.252/6.434", "17/17 xã", "2.024 hồ sơ", "301.610.000đ", "07 hồ sơ"]
)
def test_figures_stay(figure):
    assert figure in mask(flow(f"Kết quả năm 2024 là {figure} (ngày 01/02/2024)"))


def test_a_footnote_loses_its_number():
    above = "Kết quả đạt được trong kỳ báo cáo của toàn huyện như đã nêu trên"
    assert "· Kế hoạch" in mask(flow(f"{above}\n1 Kế hoạch số 146/KH-UBND ngày 16/4/2024"))
