"""Every form renders, and bears what its component type is recognised by."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from catalogue.load import load_catalogue
from pipeline.matching.fold import fold
from samples.forms import FORMS, STRANGE
from samples.people import make_case
from samples.sheet import A4, Sheet
from samples.typeset import typeset

CATALOGUE = load_catalogue(Path(__file__).parents[3] / "configs" / "catalogue")
NEEDED = [
    "to_khai_khai_sinh",
    "giay_chung_sinh",
    "giay_khai_sinh",
    "cccd",
    "to_khai_ket_hon",
    "gcn_ket_hon",
    "to_khai_xntthn",
    "giay_xntthn",
    "to_khai_khai_tu",
    "giay_bao_tu",
    "trich_luc_khai_tu",
    "gcn_qsdd_2025",
    "gcn_qsdd_cu",
    "don_bien_dong",
    "don_dk_dat_dai",
    "hop_dong_chuyen_nhuong",
    "trich_do",
    "giay_de_nghi_hkd",
    "gcn_hkd",
    "to_khai_tgxh",
    "giay_xn_khuyet_tat",
    "giay_de_nghi_ho_ngheo",
    "gcn_ho_ngheo",
    "don_gpxd",
    "giay_uy_quyen",
    "ct07",
    "giay_tiep_nhan",
    "van_ban_lam_chung",
    "giay_cam_doan_sinh",
    "giay_phep_xay_dung",
    "quyet_dinh_tro_cap",
    "to_khai_cai_chinh",
]


@cache
def sheets_of(kind: str, seed: int = 3) -> list[Sheet]:
    return typeset((FORMS | STRANGE)[kind](make_case(seed)), 60, np.random.default_rng(seed))


def printed_text(sheets: list[Sheet]) -> str:
    return fold(" ".join(word.text for sheet in sheets for word in sheet.words if not word.hand))


def test_the_types_that_the_sample_world_needs_have_forms():
    assert set(NEEDED) <= FORMS.keys() <= CATALOGUE.types.keys()
    assert not FORMS.keys() & STRANGE.keys()


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_bears_a_title_and_two_anchors_of_its_type(kind: str):
    text, known = printed_text(sheets_of(kind)), CATALOGUE.types[kind]
    assert any(fold(title) in text for title in known.titles)
    assert len([anchor for anchor in known.anchors if fold(anchor) in text]) >= 2


@pytest.mark.parametrize("kind", FORMS)
def test_no_word_runs_out_of_its_page(kind: str):
    for seed in (3, 8):
        for sheet in sheets_of(kind, seed):
            for word in sheet.words:
                x, y, w, h = word.box
                assert x >= 5, word
                assert x + w <= A4[0] - 3, word
                assert y >= 5, word
                assert y + h <= A4[1] - 3, word


@pytest.mark.parametrize("kind", STRANGE)
def test_a_strange_paper_is_of_no_known_type(kind: str):
    text = fold(" ".join(word.text for sheet in sheets_of(kind) for word in sheet.words))
    for known in CATALOGUE.types.values():
        assert not any(fold(phrase) in text for phrase in (*known.titles, *known.anchors)), known.code


def test_long_papers_have_numbered_pages():
    sheets = sheets_of("hop_dong_chuyen_nhuong")
    assert [sheet.words[0].text for sheet in sheets[1:]] == ["2", "3"]


def test_blanks_are_filled_by_hand_and_decisions_are_printed():
    assert any(word.hand for word in sheets_of("to_khai_khai_sinh")[0].words)
    assert not any(word.hand for word in sheets_of("giay_xntthn")[0].words)
