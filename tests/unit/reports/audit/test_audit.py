import unicodedata
from pathlib import Path

import pytest

from bench.audit import EXPECTED, SEEDS, outcomes
from reports.audit import audit
from reports.audit.finding import Rule, Weight
from tests.unit.reports.audit.written import LEVELS, PERIODS, WRITTEN


def found(text):
    return {(one.finding.kind, one.finding.printed, one.finding.follows) for one in audit(text).findings}


@pytest.mark.parametrize("written", WRITTEN, ids=lambda written: written.name)
def test_what_is_wrong_is_found_and_nothing_else(written):
    assert found(written.text) == written.findings
    assert audit(written.text).rule is written.rule


@pytest.mark.parametrize("written", WRITTEN, ids=lambda written: written.name)
def test_letters_in_parts_and_other_line_ends_change_nothing(written):
    apart = unicodedata.normalize("NFD", written.text).replace("\n", "\r\n")
    assert found(apart) == written.findings


@pytest.mark.data
@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_published_reports(name):
    if not [*SEEDS.glob(f"{name}*.txt")]:
        pytest.skip(f"report {name} is not in {SEEDS.name}/ beside the checkout")
    result = next(outcome for outcome in outcomes(SEEDS) if outcome.name.startswith(name))
    assert not result.missed
    assert not result.false
    assert result.rule is result.expected.rule


def test_a_finding_tells_where_it_stands_and_what_would_explain_it():
    published = next(one for one in audit(LEVELS.text).findings if one.finding.kind == "sum of parts")
    assert published.line == 8
    assert published.quote.startswith("d) Công khai 1.250 thủ tục")
    assert "980 có thể là 990" in published.finding.cause
    assert published.finding.difference == 10
    assert published.finding.weight is Weight.BREACH


def test_an_end_is_guessed_from_another_period_with_the_same_beginning():
    text = PERIODS.text.replace("kỳ báo cáo", "").replace(
        "14/6/2026.", "14/6/2026. Số liệu từ 15/9/2026 đến 14/12/2026."
    )
    (one,) = (one for one in audit(text).findings if "14/6/2026" in one.finding.printed)
    assert "14/12/2026" in one.finding.cause


@pytest.mark.parametrize(
    "text", ["", "\n\n", "…", "(((", "1", "%", "1/0 hồ sơ đạt 5%", "Tiếp nhận 0 hồ sơ (0%)"]
)
def test_nothing_to_recompute(text):
    assert audit(text).rule in {Rule.UNKNOWN, Rule.BOTH}
    assert all(one.finding.kind == "ratio" for one in audit(text).findings)


def test_the_folder_of_published_reports_is_beside_the_checkout():
    assert Path(SEEDS).name == "seeds"
