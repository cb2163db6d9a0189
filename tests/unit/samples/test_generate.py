"""Pages with truth: deterministic by seed, and the truth is what was done."""

from dataclasses import replace

import numpy as np
import pytest

from samples.generate import Scanning, make_blank, make_dossier, make_page, make_paper
from samples.people import make_case


def test_the_same_seed_gives_the_same_page_and_truth():
    (one, truth), (other, same) = (make_page("giay_xntthn", 4, 2, dpi=80) for _ in range(2))
    assert np.array_equal(one.pixels, other.pixels)
    assert truth == same
    assert not np.array_equal(make_page("giay_xntthn", 5, dpi=80)[0].pixels, one.pixels)


def test_pages_are_numbered_and_at_the_scanners_resolution():
    pages = make_paper("hop_dong_chuyen_nhuong", 4, Scanning(dpi=80))
    assert [(image.number, truth.page_of_paper) for image, truth in pages] == [(1, 1), (2, 2), (3, 3)]
    assert {(image.dpi, image.width, image.height) for image, _ in pages} == {(80, 661, 935)}


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_put_right_by_its_rotation(rotation: int):
    (upright, _), (turned, truth) = (make_page("ct07", 4, dpi=80, rotation=turn) for turn in (0, rotation))
    assert truth.rotation == rotation
    assert np.array_equal(np.rot90(turned.pixels, -(rotation // 90)), upright.pixels)


def test_the_truth_tells_the_words_and_who_wrote_them():
    _, truth = make_page("to_khai_xntthn", 4, dpi=80)
    case = make_case(4)
    assert "TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN" in truth.text
    assert case.applicant.name in " ".join(word.text for word in truth.words if word.hand)
    assert all(word.text.strip("…. ") for word in truth.words)  # dotted lines are no words


def test_the_words_stand_where_the_truth_says():
    image, truth = make_page("giay_xntthn", 4, dpi=150)
    for word in truth.words:
        x, y, w, h = (round(mm / 25.4 * 150) for mm in word.box)
        assert image.pixels[y : y + h, x : x + w].min() < 140, word


def test_a_blank_back_has_no_words_and_hardly_any_ink():
    front, _ = make_page("ct07", 4)
    image, truth = make_blank(4, Scanning(1, dpi=80), front.pixels)
    assert truth.blank
    assert truth.words == ()
    inner = image.pixels[100:-100, 100:-100]
    assert (inner < 150).mean() < 0.001


def test_a_certified_copy_is_grey_but_for_its_seal_and_bears_the_words():
    (image, truth), *_ = make_paper("trich_luc_khai_tu", 4, Scanning(dpi=80), certified=True)
    assert truth.certified_copy
    assert "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH" in truth.text
    upper = image.pixels[:400].astype(int)
    assert np.abs(upper[..., 0] - upper[..., 2]).max() < 12


def test_the_papers_of_a_dossier_tell_of_the_same_child():
    papers = make_dossier(("to_khai_khai_sinh", "giay_khai_sinh"), 4)
    name = make_case(4).child.caps
    assert all(name in paper[0][1].text for paper in papers)


def test_a_strange_paper_has_no_type():
    assert make_page("danh_sach_mua_hang", 4, dpi=80)[1].type is None


def test_a_type_without_form_is_an_error():
    with pytest.raises(KeyError):
        make_page("khong_co", 1)


def test_truth_is_a_value():
    _, truth = make_page("ct07", 4, dpi=80)
    assert replace(truth, level=1) != truth
