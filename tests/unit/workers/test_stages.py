"""The stages on real files and on pages whose papers are known."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PIL import Image

from catalogue.dossier import Channel, Dossier
from pipeline.errors import ScanError
from pipeline.finding.labels import find_labels, named_dossiers
from pipeline.matching.parts import EXEMPT
from pipeline.model import Box, PageReading, Part, Remark, Stack, Word
from pipeline.verdict import judge
from storage import dossiers, scans, tasks
from storage.access import Reach
from storage.database import reading, writing
from storage.model import ScanState, Stage, TaskState
from storage.previews import find_preview, forget_previews
from workers import finishing, stages
from workers.jobs import run
from workers.pictures import make_missing
from workers.refinish import refinish

CODE = "H99.101-261103-0001"
NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


def page_of(number, text="chữ"):
    words = tuple(Word(word, Box(10 + 60 * n, 10, 50, 20), 0.9) for n, word in enumerate(text.split()))
    return PageReading(number, 2480, 3508, 300, 0, 0.0, blank=False, text=text, words=words)


@pytest.fixture
def register(engine):
    def register(*codes):
        with writing(engine) as c:
            found = [
                Dossier(code, "1.001193", "H99.101", date(2026, 11, 3), Channel.DIRECT) for code in codes
            ]
            return dossiers.put_dossiers(c, found)

    return register


@pytest.fixture
def finish(shop, engine, monkeypatch):
    """Give a scan pages and papers; run its last stage."""

    def finish(scan, *papers, text="chữ", flaws=()):
        parts = tuple(Part((n + 1,), kind, 0.95 if kind else 0.2) for n, kind in enumerate(papers))

        def assemble(pages, _types_for, _facts, rules):
            code = rules.finder.given or next(named_dossiers(find_labels(pages, rules.finder)), None)
            return Stack(tuple(replace(part, dossier=code) for part in parts))

        monkeypatch.setattr(finishing, "assemble", assemble)
        with writing(engine) as c:
            for n in range(len(papers)):
                scans.save_page(c, scan.id, replace(page_of(n + 1, text), flaws=flaws))
            tasks.close_rest(c, scan.id, NOW)
            tasks.add_task(c, scan.id, Stage.FINISH, 0, unit="x", urgency=scan.urgency, now=NOW)
            (last,) = [task for task in tasks.tasks_of(c, scan.id) if task.stage is Stage.FINISH]
        run(shop, last.id)
        return last

    return finish


def components(engine, code=CODE):
    with reading(engine) as c:
        return [(each.scan_id, each.type) for each in dossiers.components_of(c, code)]


def missing(engine, code=CODE):
    with reading(engine) as c:
        (figure,) = [each for each in dossiers.figures(c) if each.dossier.code == code]
    return figure


def test_papers_of_a_known_dossier_are_counted(engine, add, register, finish, scan_now):
    register(CODE)
    before = missing(engine).digitised
    scan, _ = add(code=CODE)
    finish(scan, "to_khai_khai_sinh", "giay_chung_sinh")
    assert scan_now(scan).state is ScanState.ACCEPTED
    assert components(engine) == [(scan.id, "to_khai_khai_sinh"), (scan.id, "giay_chung_sinh")]
    assert (before, missing(engine).digitised) == (None, 2)


def test_covers_and_unknown_papers_are_not_counted(engine, add, register, finish, scan_now):
    register(CODE)
    scan, _ = add(code=CODE)
    finish(scan, "giay_tiep_nhan", "to_khai_khai_sinh", None)
    assert (scan_now(scan).state, scan_now(scan).reason_code) == (ScanState.REVIEW, "unknown_type")
    assert components(engine) == [(scan.id, "to_khai_khai_sinh")]


def test_a_certified_copy_is_exempt_with_the_rule_that_says_so(catalogue):
    remark = Remark("certified_copy", EXEMPT["certified_copy"])
    part = Part((1,), "giay_chung_sinh", 0.9, dossier=CODE, remarks=(remark,))
    (component,) = finishing.components_of(catalogue, 7, (part,), {CODE})
    assert "01/2023/TT-VPCP" in str(component.exempt_reason)


def test_finishing_twice_changes_nothing(engine, add, register, finish, scan_now):
    register(CODE)
    scan, _ = add(code=CODE)
    finish(scan, "to_khai_khai_sinh")
    first = (scan_now(scan).state, components(engine), missing(engine).missing)
    with writing(engine) as c:
        assert refinish(c, [CODE], NOW) == 1
    finish(scan, "to_khai_khai_sinh")
    assert (scan_now(scan).state, components(engine), missing(engine).missing) == first


def test_a_scan_before_its_register_waits_and_is_finished_when_that_comes(
    shop, engine, add, register, finish, scan_now
):
    scan, _ = add(code=CODE)
    last = finish(scan, "to_khai_khai_sinh")
    waiting = scan_now(scan)
    assert (waiting.state, waiting.reason_code) == (ScanState.REVIEW, "unassigned")
    assert CODE in waiting.reason
    register(CODE)
    with writing(engine) as c:
        assert refinish(c, [CODE], NOW) == 1
    run(shop, last.id)
    assert scan_now(scan).state is ScanState.ACCEPTED
    assert components(engine) == [(scan.id, "to_khai_khai_sinh")]


def test_a_poor_picture_is_told_first_and_the_scan_still_finished_when_the_register_comes(
    shop, engine, add, register, finish, scan_now
):
    scan, _ = add()
    last = finish(scan, "to_khai_khai_sinh", text=f"Mã hồ sơ: {CODE}", flaws=("blurred",))
    waiting = scan_now(scan)
    assert (waiting.state, waiting.reason_code) == (ScanState.REVIEW, "poor_quality")
    assert waiting.reason.startswith("Trang 1: Ảnh bị mờ")
    assert CODE in waiting.reason
    register(CODE)
    with writing(engine) as c:
        assert refinish(c, [CODE], NOW) == 1
    run(shop, last.id)
    accepted = scan_now(scan)
    assert (accepted.state, accepted.reason_code) == (ScanState.ACCEPTED, "poor_quality")
    assert accepted.reason == "Trang 1: Ảnh bị mờ, chữ nhòe. Hãy lau mặt kính, giữ giấy nằm yên và quét lại."
    assert components(engine) == [(scan.id, "to_khai_khai_sinh")]


@pytest.mark.parametrize("code", [CODE, None])
def test_a_register_that_comes_while_its_scan_is_finished_is_not_missed(
    shop, add, register, finish, scan_now, code
):
    scan, _ = add(code=code)

    def slow(parts, **known):
        register(CODE)
        return judge(parts, **known)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finishing, "judge", slow)
        last = finish(scan, "to_khai_khai_sinh", text=f"Mã hồ sơ: {CODE}")
    assert not scan_now(scan).state.ended
    run(shop, last.id)
    assert (scan_now(scan).state, scan_now(scan).dossier_code) == (ScanState.ACCEPTED, CODE)


@pytest.mark.parametrize("code", [CODE, None])
def test_a_scan_that_is_being_finished_is_finished_again(engine, add, task_of, code):
    scan, _ = add(code=code)
    still_read, _ = add("b" * 64, code)
    with writing(engine) as c:
        for each in (scan, still_read):
            scans.set_state(c, each.id, ScanState.PROCESSING, None, None, NOW)
        tasks.add_task(c, scan.id, Stage.FINISH, 0, unit="x", urgency=scan.urgency, now=NOW)
        last = next(task for task in tasks.ready_of(c, scan.id) if task.stage is Stage.FINISH)
        tasks.take(c, last.id, "me", NOW, 60)
        assert refinish(c, [CODE], NOW) == 1
        assert not tasks.complete(c, last.id, "me", NOW)
    assert task_of(scan, Stage.FINISH).state is TaskState.READY


def test_the_code_is_taken_from_the_text_where_no_name_holds_it(engine, add, register, finish, scan_now):
    register(CODE)
    scan, _ = add()
    finish(scan, "to_khai_khai_sinh", text=f"Mã hồ sơ: {CODE}")
    assert (scan_now(scan).state, scan_now(scan).dossier_code) == (ScanState.ACCEPTED, CODE)


def test_the_same_paper_found_twice_for_a_dossier_counts_once(engine, add, register, finish, scan_now):
    register(CODE)
    second, _ = add()
    first, _ = add(code=CODE)
    finish(first, "to_khai_khai_sinh")
    finish(second, "to_khai_khai_sinh", text=f"Mã hồ sơ: {CODE}")
    assert components(engine) == [(first.id, "to_khai_khai_sinh")]
    ended = scan_now(second)
    assert (ended.state, ended.reason_code) == (ScanState.ACCEPTED, "duplicate")


def test_only_scans_that_the_change_concerns_are_finished_again(engine, add, register, finish):
    register(CODE, "H99.101-261103-0002")
    concerned, _ = add("a" * 64, CODE)
    other, _ = add("b" * 64, "H99.101-261103-0002")
    unassigned, _ = add("c" * 64)
    rejected, _split = add("d" * 64, CODE)
    for scan in (concerned, other, unassigned):
        finish(scan, "to_khai_khai_sinh")
    with writing(engine) as c:
        scans.set_state(c, rejected.id, ScanState.REJECTED, "empty", "x", NOW)
        tasks.close_rest(c, rejected.id, NOW)
        assert refinish(c, [CODE], NOW) == 2
        due = {task.scan_id for task in tasks.outbox(c, NOW, 10)}
    assert due == {concerned.id, unassigned.id}


@pytest.fixture
def stored(objects, tmp_path):
    """Store a picture of some white pages; return its hash."""

    def stored(pages):
        image, path = Image.new("RGB", (200, 280), "white"), tmp_path / "scan.tif"
        image.save(path, save_all=True, append_images=[image] * (pages - 1), dpi=(200, 200))
        return objects.put(path)

    return stored


def test_split_makes_a_task_for_each_page(shop, add, stored, task_of, scan_now):
    scan, split = add(stored(3))
    run(shop, split.id)
    assert [task_of(scan, Stage.PAGE, n).state for n in (1, 2, 3)] == [TaskState.READY] * 3
    assert scan_now(scan).page_count == 3


def test_the_same_bytes_for_another_dossier_are_not_read_again(shop, engine, add, stored, finish, task_of):
    sha256 = stored(2)
    first, _ = add(sha256, CODE)
    with writing(engine) as c:
        scans.set_page_count(c, first.id, 2)
    finish(first, "to_khai_khai_sinh", "giay_chung_sinh")
    second, split = add(sha256, "H99.101-261103-0002")
    run(shop, split.id)
    assert task_of(second, Stage.PAGE, 1) is None
    assert task_of(second, Stage.FINISH).state is TaskState.READY
    with reading(engine) as c:
        assert scans.pages_of(c, second.id) == scans.pages_of(c, first.id)


def test_a_file_of_too_many_pages_is_refused(shop, add, stored, scan_now):
    small = stages.Workshop(
        shop.settings.model_copy(update={"max_pages": 2}), shop.engine, shop.objects, shop.catalogue
    )
    scan, split = add(stored(3))
    with pytest.raises(ScanError, match="too_many_pages"):
        stages.split(small, scan, split)


@pytest.mark.ocr
def test_a_page_is_read_and_kept(shop, engine, add, stored, task_of):
    scan, split = add(stored(1))
    run(shop, split.id)
    run(shop, task_of(scan, Stage.PAGE, 1).id)
    with reading(engine) as c:
        (page,) = scans.pages_of(c, scan.id)
        picture = find_preview(c, Reach(None), scan.id, 1, "view")
    assert (page.number, page.blank) == (1, True)
    assert shop.objects.verify(picture)
    assert task_of(scan, Stage.FINISH).state is TaskState.READY


@pytest.mark.ocr
def test_pages_read_before_there_were_pictures_get_theirs(shop, engine, add, stored, task_of, tmp_path):
    scan, split = add(stored(1))
    run(shop, split.id)
    run(shop, task_of(scan, Stage.PAGE, 1).id)
    with writing(engine) as c:
        before = forget_previews(c, scan.sha256)
    assert [make_missing(engine, shop.objects, shop.limits, tmp_path) for _ in range(2)] == [1, 0]
    with writing(engine) as c:
        assert forget_previews(c, scan.sha256) == before
