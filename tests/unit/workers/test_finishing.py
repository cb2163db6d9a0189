"""Stacks of several dossiers, decisions of clerks, alarms, marks of secrecy: through the real last stage."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from catalogue.dossier import Channel, Dossier
from pipeline.doubts import DoubtfulWord
from pipeline.finding.cover import Cover
from pipeline.matching.parts import EXEMPT
from pipeline.model import Box, Code, Stamp
from storage import decisions, dossiers, scans, search, secrets, tasks
from storage.access import Reach
from storage.database import reading, writing
from storage.decisions import Kind, NewDecision
from storage.doubts import doubts_in, save_doubts
from storage.model import ScanState, Stage
from storage.search import Question
from tests.drawn import usual_page
from tests.unit.pipeline.page_builder import HEADER, blank, form, page
from workers import stages
from workers.jobs import run
from workers.refinish import refinish

ONE, TWO = "H99.101-261103-0001", "H99.101-261103-0002"
NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
BOX = Box(1, 1, 9, 9)


def cover(number, code, sheets=None):
    return replace(page("TỜ BÌA HỒ SƠ", number=number), codes=(Code(Cover(code, sheets).text, BOX),))


@pytest.fixture
def paper(catalogue):
    return lambda number, kind: form(catalogue.types[kind], number=number)


@pytest.fixture
def register(engine):
    def register(*codes):
        with writing(engine) as c:
            found = [
                Dossier(code, "1.001193", "H99.101", date(2026, 11, 3), Channel.DIRECT) for code in codes
            ]
            dossiers.put_dossiers(c, found)

    return register


@pytest.fixture
def finish(shop, engine):
    """Give a scan pages and run its last stage; without pages only run that again."""

    def finish(scan, *pages):
        with writing(engine) as c:
            for each in pages:
                scans.save_page(c, scan.id, each)
            if pages:
                tasks.close_rest(c, scan.id, NOW)
                tasks.add_task(c, scan.id, Stage.FINISH, 0, unit="x", urgency=scan.urgency, now=NOW)
            last = next(task for task in tasks.tasks_of(c, scan.id) if task.stage is Stage.FINISH)
        run(shop, last.id)

    return finish


@pytest.fixture
def held(engine):
    """Return the papers in a dossier: (scan, type, why it is exempt)."""

    def held(code):
        with reading(engine) as c:
            return [(each.type, each.exempt_reason) for each in dossiers.components_of(c, code)]

    return held


@pytest.fixture
def decide(engine):
    def decide(scan, kind, value, **more):
        with writing(engine) as c:
            return decisions.decide(c, NewDecision(scan.id, kind, value, "lan", **more), NOW)

    return decide


@pytest.fixture
def do(add, register, finish, scan_now, request):
    """All that a test does, by the names of the fixtures above."""
    others = {name: request.getfixturevalue(name) for name in ("held", "paper", "decide")}
    return SimpleNamespace(add=add, register=register, finish=finish, scan_now=scan_now, **others)


def test_each_dossier_of_a_stack_gets_its_papers(do, engine):
    do.register(ONE, TWO)
    scan, _ = do.add()
    birth, proof = "to_khai_khai_sinh", "giay_chung_sinh"
    do.finish(
        scan, cover(1, ONE, 2), do.paper(2, birth), do.paper(3, proof), cover(4, TWO, 1), do.paper(5, birth)
    )
    assert (do.scan_now(scan).state, do.scan_now(scan).reason) == (ScanState.ACCEPTED, None)
    assert [kind for kind, _ in do.held(ONE)] == [birth, proof]
    assert [kind for kind, _ in do.held(TWO)] == [birth]
    assert do.scan_now(scan).dossier_code is None
    with reading(engine) as c:
        figures = {each.dossier.code: each.digitised for each in dossiers.figures(c)}
        assert [part.dossier for part in scans.parts_of(c, scan.id)] == [ONE, ONE, ONE, TWO, TWO]
    assert figures[ONE] == 2
    assert figures[TWO] == 1


@pytest.mark.parametrize(("said", "why"), [("", None), ("Chỉ để đối chiếu.", "Chỉ để đối chiếu.")])
def test_what_a_clerk_says_of_exemption_goes_before_what_the_machine_saw(do, said, why):
    do.register(ONE)
    scan, _ = do.add(code=ONE)
    first = do.paper(1, "giay_chung_sinh")
    copy = page(*first.text.split("\n"), "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", number=1)
    do.finish(scan, copy)
    assert do.held(ONE)[0][1] == EXEMPT["certified_copy"]
    do.decide(scan, Kind.EXEMPT, said, page=1)
    do.finish(scan)
    assert do.held(ONE) == [("giay_chung_sinh", why)]


def test_a_scan_is_found_in_the_unit_of_the_dossier_that_its_papers_name(do, engine):
    do.register(ONE)
    scan, _ = do.add()
    do.finish(scan, cover(1, ONE, 1), do.paper(2, "to_khai_khai_sinh"))
    with reading(engine) as c:
        assert scans.get_scan(c, scan.id).dossier_code == ONE
        found = search.find(c, Reach(frozenset({"H99.101"})), Question("tờ khai"))
    assert {hit.scan_id for hit in found} == {scan.id}


def test_a_patch_sheet_asks_nothing_of_anybody(do):
    do.register(ONE)
    scan, _ = do.add(code=ONE)
    patch = replace(page("trang", number=2), codes=(Code("PATCHT", BOX, "barcode"),))
    do.finish(scan, do.paper(1, "to_khai_khai_sinh"), patch, do.paper(3, "giay_chung_sinh"))
    assert (do.scan_now(scan).state, do.scan_now(scan).reason) == (ScanState.ACCEPTED, None)
    assert [kind for kind, _ in do.held(ONE)] == ["to_khai_khai_sinh", "giay_chung_sinh"]


def test_a_type_that_left_the_catalogue_is_asked_for_again(do):
    do.register(ONE)
    scan, _ = do.add(code=ONE)
    do.decide(scan, Kind.TYPE, "giay_da_bo", page=1)
    do.finish(scan, page("một trang giấy", number=1))
    assert (do.scan_now(scan).state, do.scan_now(scan).reason_code) == (ScanState.REVIEW, "unknown_type")


def test_papers_before_the_first_cover_wait_and_the_others_count(do):
    do.register(ONE)
    scan, _ = do.add()
    do.finish(scan, do.paper(1, "giay_chung_sinh"), cover(2, ONE), do.paper(3, "to_khai_khai_sinh"))
    waiting = do.scan_now(scan)
    assert (waiting.state, waiting.reason_code) == (ScanState.REVIEW, "unassigned")
    assert waiting.reason.startswith("Chưa rõ giấy tờ ở trang 1 thuộc hồ sơ nào.")
    assert [kind for kind, _ in do.held(ONE)] == ["to_khai_khai_sinh"]


def test_a_wrong_count_of_sheets_is_never_silently_accepted(do, engine):
    do.register(ONE)
    scan, _ = do.add()
    do.finish(scan, cover(1, ONE, 3), do.paper(2, "to_khai_khai_sinh"))
    found = do.scan_now(scan)
    assert (found.state, found.reason_code) == (ScanState.REVIEW, "alarm")
    assert "ghi 3 tờ theo sau, nhưng có 1 trang quét" in found.reason
    with reading(engine) as c:
        assert [remark.code for remark in scans.remarks_of(c, scan.id)] == ["sheet_count"]


def test_a_register_that_comes_later_finishes_every_dossier(do, shop, engine):
    do.register(ONE)
    scan, _ = do.add()
    do.finish(
        scan, cover(1, ONE), do.paper(2, "giay_chung_sinh"), cover(3, TWO), do.paper(4, "to_khai_khai_sinh")
    )
    assert TWO in do.scan_now(scan).reason
    do.register(TWO)
    with writing(engine) as c:
        assert refinish(c, [TWO], NOW) == 1
    do.finish(scan)
    assert do.scan_now(scan).state is ScanState.ACCEPTED
    assert [kind for kind, _ in do.held(TWO)] == ["to_khai_khai_sinh"]


def test_finishing_twice_changes_nothing(do, engine):
    do.register(ONE)
    scan, _ = do.add()
    do.finish(scan, do.paper(1, "giay_chung_sinh"), cover(2, ONE, 1), do.paper(3, "to_khai_khai_sinh"))

    def everything():
        with reading(engine) as c:
            return do.scan_now(scan).reason, scans.parts_of(c, scan.id), dossiers.components_of(c, ONE)

    first = everything()
    with writing(engine) as c:
        refinish(c, [ONE], NOW)
    do.finish(scan)
    assert everything() == first


def test_the_same_stack_named_for_one_dossier_is_not_counted_twice(do):
    do.register(ONE, TWO)
    stack = [cover(1, ONE), do.paper(2, "giay_chung_sinh"), cover(3, TWO), do.paper(4, "giay_chung_sinh")]
    first, _ = do.add(content="b" * 64)
    do.finish(first, *stack)
    again, _ = do.add(content="b" * 64, code=ONE)
    do.finish(again, *stack)
    assert do.scan_now(again).reason_code == "duplicate"
    assert len(do.held(ONE)) == len(do.held(TWO)) == 1


def test_what_a_clerk_decides_is_kept_to_and_can_be_undone(do, engine):
    do.register(ONE)
    scan, _ = do.add()
    do.finish(scan, do.paper(1, "giay_chung_sinh"), blank(2))
    assert do.scan_now(scan).reason_code == "unassigned"
    first = do.decide(scan, Kind.DOSSIER, ONE, page=1)
    do.decide(scan, Kind.EXEMPT, "Chỉ xuất trình", page=1)
    do.decide(scan, Kind.FIELD, "NGUYỄN VĂN MẪU", page=1, name="ho_ten")
    do.finish(scan)
    assert do.scan_now(scan).state is ScanState.ACCEPTED
    assert do.held(ONE) == [("giay_chung_sinh", "Chỉ xuất trình")]
    with reading(engine) as c:
        (part,) = scans.parts_of(c, scan.id)
    assert (part.fields["ho_ten"].value, part.fields["ho_ten"].source) == ("NGUYỄN VĂN MẪU", "clerk")
    with writing(engine) as c:
        decisions.undo(c, first, "lan", NOW)
    do.finish(scan)
    assert do.scan_now(scan).reason_code == "unassigned"
    assert do.held(ONE) == []


def test_a_type_that_a_clerk_chose_stands_before_what_the_machine_thought(do, engine):
    do.register(ONE)
    scan, _ = do.add(code=ONE)
    do.finish(scan, do.paper(1, "giay_chung_sinh"))
    do.decide(scan, Kind.TYPE, "to_khai_khai_sinh", page=1, machine="giay_chung_sinh")
    do.finish(scan)
    assert [kind for kind, _ in do.held(ONE)] == ["to_khai_khai_sinh"]
    with reading(engine) as c:
        (part,) = scans.parts_of(c, scan.id)
    assert [one.type for one in part.candidates[:2]] == ["to_khai_khai_sinh", "giay_chung_sinh"]


def test_cuts_are_facts_and_no_page_is_dropped(do, engine):
    do.register(ONE)
    scan, _ = do.add(code=ONE)
    do.finish(scan, do.paper(1, "giay_chung_sinh"), do.paper(2, "to_khai_khai_sinh"))
    do.decide(scan, Kind.STARTS, value=False, page=2)
    do.finish(scan)
    with reading(engine) as c:
        assert [part.pages for part in scans.parts_of(c, scan.id)] == [(1, 2)]
        assert len(scans.pages_of(c, scan.id)) == 2
    do.decide(scan, Kind.STARTS, value=True, page=2)
    do.finish(scan)
    with reading(engine) as c:
        assert [part.pages for part in scans.parts_of(c, scan.id)] == [(1,), (2,)]


@pytest.fixture
def read_page(shop, monkeypatch, paper, engine):
    """Read a page that bears a stamp."""

    def read_page(scan, kind, text):
        monkeypatch.setattr(stages, "_original", lambda *_: None)
        found = replace(paper(1, "giay_chung_sinh"), stamps=(Stamp(kind, text, BOX),))

        def read(_path, _number, _limits, _profile, show, _turn):
            show(usual_page())  # whoever reads shows the page that is read
            return found

        monkeypatch.setattr(stages, "read_file_page", read)
        with writing(engine) as c:
            tasks.add_task(c, scan.id, Stage.PAGE, 1, unit="x", urgency=scan.urgency, now=NOW)
            task = next(task for task in tasks.tasks_of(c, scan.id) if task.stage is Stage.PAGE)
        run(shop, task.id)

    return read_page


def test_a_mark_of_secrecy_stops_all_and_keeps_no_word(add, scan_now, read_page, engine):
    scan, _ = add(code=ONE)
    read_page(scan, "secret", "TỐI MẬT")
    found = scan_now(scan)
    assert (found.state, found.reason_code) == (ScanState.QUARANTINED, "secret")
    assert found.reason.startswith("Có dấu chỉ độ mật: tài liệu này không được số hóa.")
    with reading(engine) as c:
        assert scans.pages_of(c, scan.id) == ()
        assert tasks.pending(c, scan.id) == 0


def test_a_mark_that_a_person_sees_wipes_the_doubtful_words_too(add, engine):
    scan, _ = add(code=ONE)
    with writing(engine) as c:
        save_doubts(c, scan.id, [DoubtfulWord(1, 0, "mat", BOX, "", ("mat", "mật"))])
        secrets.seal(c, scan.id, NOW)
        assert doubts_in(c, [scan.id]) == {}


def test_a_stamp_of_urgency_stops_nothing(add, scan_now, read_page, engine):
    scan, _ = add(code=ONE)
    read_page(scan, "urgency", "HỎA TỐC")
    with reading(engine) as c:
        assert len(scans.pages_of(c, scan.id)) == 1


def test_a_secret_that_comes_again_for_another_dossier_is_not_even_opened(
    shop, add, scan_now, read_page, engine
):
    read_page(add(code=ONE)[0], "secret", "MẬT")
    again, split = add(code=TWO)
    run(shop, split.id)
    assert scan_now(again).reason_code == "secret"


def test_a_mark_that_a_person_called_none_is_read_on(add, scan_now, read_page, engine):
    scan, _ = add(code=ONE)
    with writing(engine) as c:
        secrets.seal(c, scan.id, NOW)
        assert secrets.release(c, scan.id, "hoa", NOW)
    read_page(scan, "secret", "MẬT")
    with reading(engine) as c:
        assert len(scans.pages_of(c, scan.id)) == 1


NOTE = ("GIẤY CHỨNG SINH", "", "Đã sinh con vào lúc: 8 giờ", "Họ và tên mẹ/Người nuôi dưỡng: LÊ THỊ AN")
BIRTH = ("GIẤY KHAI SINH", "", "Họ, chữ đệm, tên: TRẦN VĂN MẬN", "Họ, chữ đệm, tên người mẹ: LÊ THỊ AN")
CARD = ("CĂN CƯỚC CÔNG DÂN", "", "Họ và tên / Full name: NÔNG QUỐC VƯỢNG", "Có giá trị đến: 01/02/2035")


def test_a_strangers_paper_is_told_among_the_files_of_its_dossier(do, engine):
    do.register(ONE)
    for content, lines in (("a", NOTE), ("b", BIRTH)):
        do.finish(do.add(content * 64, ONE)[0], page(*HEADER, "", *lines))
    card, _ = do.add("c" * 64, ONE)
    do.finish(card, page(*HEADER, "", *CARD))
    with reading(engine) as c:
        (part,) = scans.parts_of(c, card.id)
    told = {remark.code: remark.text for remark in part.remarks}
    assert "NÔNG QUỐC VƯỢNG" in told["stranger"]
    assert "tệp quet.pdf, trang 1" in told["stranger"]
    assert do.scan_now(card).state is ScanState.REVIEW


@pytest.mark.parametrize("sent_back", [False, True])
def test_a_paper_that_was_sent_back_and_comes_again_is_not_there_twice(do, engine, sent_back):
    do.register(ONE)
    birth = page(*HEADER, "Số: 15/2026", "", *BIRTH, "Nơi sinh: Trạm Y tế xã", *["Ghi chú: không có"] * 20)
    first, _ = do.add("a" * 64, ONE)
    do.finish(first, birth)
    if sent_back:
        do.decide(first, Kind.RETURNED, "Mờ")
        do.finish(first)
    again, _ = do.add("b" * 64, ONE)
    do.finish(again, birth)
    with reading(engine) as c:
        (part,) = scans.parts_of(c, again.id)
    assert ("twice" in {remark.code for remark in part.remarks}) is not sent_back


def test_a_card_whose_holder_a_hand_may_have_named_in_another_file_is_no_strangers(do, engine):
    do.register(ONE)
    for content, lines in (("a", NOTE), ("b", BIRTH)):
        do.finish(do.add(content * 64, ONE)[0], page(*HEADER, "", *lines))
    asked = replace(page(*HEADER, "", "TỜ KHAI ĐĂNG KÝ KHAI SINH", "", "Kính gửi: UBND xã"), hand=(BOX,))
    do.finish(do.add("d" * 64, ONE)[0], asked)
    card, _ = do.add("c" * 64, ONE)
    do.finish(card, page(*HEADER, "", *CARD))
    with reading(engine) as c:
        (part,) = scans.parts_of(c, card.id)
    assert "stranger" not in {remark.code for remark in part.remarks}


def test_a_joined_scan_holds_no_papers_until_that_is_undone(do, engine):
    do.register(ONE)
    scan, _ = do.add(code=ONE)
    do.finish(scan, do.paper(1, "giay_chung_sinh"))
    assert [kind for kind, _ in do.held(ONE)] == ["giay_chung_sinh"]
    joined = do.decide(scan, Kind.JOINED, "Đã ghép.")
    do.finish(scan)
    assert do.held(ONE) == []
    now = do.scan_now(scan)
    assert (now.state, now.reason_code, now.reason) == (ScanState.ACCEPTED, "joined", "Đã ghép.")
    with writing(engine) as c:
        assert scans.parts_of(c, scan.id) == ()
        decisions.undo(c, joined, "lan", NOW)
    do.finish(scan)
    assert [kind for kind, _ in do.held(ONE)] == ["giay_chung_sinh"]
