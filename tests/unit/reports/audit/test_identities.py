"""Reports made from counts: true ones are found true, one changed count is found."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports.audit import audit
from reports.audit.finding import Weight
from reports.percent import percent, vietnamese, vietnamese_percent

COUNTS = st.tuples(*[st.integers(1, 20_000)] * 3, *[st.integers(0, 4_000)] * 3)
SENTENCES = (
    """Tổng số hồ sơ tiếp nhận là {total} hồ sơ (trong đó: trực tuyến {online} hồ sơ, đạt {share}; trực tiếp
và qua bưu chính {direct} hồ sơ; kỳ trước chuyển sang {carried} hồ sơ). Đã giải quyết {resolved} hồ sơ (trước
hạn {early} hồ sơ, đúng hạn {on_time} hồ sơ, quá hạn {late} hồ sơ). Đang giải quyết {open} hồ sơ.""",
    """Trong kỳ tiếp nhận {total} HS: {online} HS trực tuyến (chiếm {share}), {direct} HS trực tiếp và
{carried} HS kỳ trước chuyển qua.
- Kết quả: đã xử lý {resolved} HS, gồm {early} HS sớm hạn; {on_time} HS đúng hạn;
{late} HS trễ hạn.
- Còn {open} HS đang xử lý.""",
    """1. Tiếp nhận
- Tổng số hồ sơ tiếp nhận: {total} hồ sơ.
+ Trực tuyến: {online} hồ sơ, chiếm tỷ lệ {share};
+ Trực tiếp, qua bưu chính: {direct} hồ sơ;
+ Từ kỳ trước chuyển sang: {carried} hồ sơ.
- Số hồ sơ đã giải quyết: {resolved} hồ sơ, trong đó:
+ Trước hạn: {early} hồ sơ;
+ Đúng hạn: {on_time} hồ sơ;
+ Quá hạn: {late} hồ sơ.
- Số hồ sơ đang giải quyết: {open} hồ sơ.""",
)


def cells(counts):
    online, direct, early, carried, on_time, late = counts
    total = online + direct + carried + early + on_time + late
    return {
        "total": total,
        "online": total - direct - carried,
        "direct": direct,
        "carried": carried,
        "resolved": early + on_time + late,
        "early": early,
        "on_time": on_time,
        "late": late,
        "open": total - early - on_time - late,
    }


def written(sentence, counts):
    share = vietnamese_percent(percent(counts["online"], counts["total"]))
    return sentence.format(**{name: vietnamese(count) for name, count in counts.items()}, share=share)


@given(COUNTS, st.sampled_from(SENTENCES))
def test_what_adds_up_is_never_doubted(counts, sentence):
    audited = audit(written(sentence, cells(counts)))
    assert not audited.findings
    assert audited.fits == 4


@given(
    COUNTS,
    st.sampled_from(SENTENCES),
    st.sampled_from(["early", "on_time", "late", "open"]),
    st.integers(1, 999),
)
def test_one_changed_count_is_found(counts, sentence, name, more):
    changed = cells(counts)
    changed[name] += more
    findings = [one.finding for one in audit(written(sentence, changed)).findings]
    assert [(one.weight, abs(one.difference or 0)) for one in findings] == [(Weight.BREACH, Decimal(more))]
