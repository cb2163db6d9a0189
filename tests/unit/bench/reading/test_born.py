from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.enums import TextMode
from PIL import Image

from bench.reading.born import BornPage, born_pages, is_vietnamese, page_text, why_not
from bench.reading.sets import BORN_PAGES_A_FILE, Sources, born_digital
from samples.typefaces import FOLDER

SENTENCE = "Thực hiện Kế hoạch số 58/KH-UBND, huyện đã giải quyết 1.234 hồ sơ của người dân trên địa bàn xã. "
TCVN3 = "§¶ng bé vµ nh©n d©n c¸c d©n téc trong tØnh ®· thùc hiÖn tèt nhiÖm vô ®­îc giao, "
VNI = "Thöïc hieän Keá hoaïch soá 58, huyeän ñaõ giaûi quyeát hoà sô cuûa ngöôøi daân treân ñòa baøn xaõ. "


def pdf(path, text=SENTENCE, *, pages=1, picture=None, mode=TextMode.FILL, font="Tinos-Regular"):
    document = FPDF()
    if font.startswith("Tinos"):
        document.add_font("print", fname=FOLDER / f"{font}.ttf")
        font = "print"
    document.set_font(font, size=13)
    for _ in range(pages):
        document.add_page()
        if picture is not None:
            document.image(picture, 0, 0, 210, 297)
        with document.local_context(text_mode=mode):
            document.multi_cell(0, 7, text * 24)
    document.output(str(path))
    return BornPage(path, 1)


def test_a_page_that_was_never_paper_is_taken(tmp_path):
    page = pdf(tmp_path / "a.pdf")
    assert why_not(page) == ""
    assert page_text(page).split()[:3] == ["Thực", "hiện", "Kế"]


def test_a_layer_that_is_not_drawn_is_no_truth(tmp_path):
    assert why_not(pdf(tmp_path / "a.pdf", mode=TextMode.INVISIBLE)) == "words that are not drawn"


def test_a_scan_with_a_layer_is_no_truth(tmp_path):
    picture = Image.new("L", (1240, 1754), 250)
    assert why_not(pdf(tmp_path / "a.pdf", picture=picture)) == "pictures cover it"


def test_a_page_with_little_text_is_no_truth(tmp_path):
    assert why_not(pdf(tmp_path / "a.pdf", "Trang 1")) == "little text"


def test_fonts_of_the_viewer_are_no_truth(tmp_path):
    # WinAnsi has few of our letters: these words do, and make a page of marks without an embedded font.
    page = pdf(tmp_path / "a.pdf", "là và có thì tôi hà bà cà ý à dê bê thành phía hàng ", font="Helvetica")
    assert is_vietnamese(page_text(page))
    assert why_not(page) == "fonts not embedded"


@pytest.mark.parametrize(
    "text", [TCVN3, VNI, "Thuc hien Ke hoach so 87 cua Uy ban nhan dan huyen ", "12 34 -", ""]
)
def test_other_text_is_not_vietnamese(text):
    assert not is_vietnamese(text * 10)


def test_our_text_is_vietnamese():
    assert is_vietnamese(SENTENCE)
    assert is_vietnamese("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc")


def test_the_first_pages_of_a_file_are_taken(tmp_path):
    pdf(tmp_path / "a.pdf", pages=3)
    assert [page.number for page in born_pages(tmp_path / "a.pdf", 2)] == [1, 2]


def test_a_broken_file_has_none(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 broken")
    assert list(born_pages(tmp_path / "a.pdf", 2)) == []


def test_a_page_is_drawn_and_degraded(tmp_path):
    real = tmp_path / "real" / "office"
    real.mkdir(parents=True)
    pdf(real / "a.pdf", pages=BORN_PAGES_A_FILE + 1)
    plan = list(born_digital(2, Sources(data=tmp_path)))
    assert [each.name for each in plan] == [f"a p{number}" for number in range(1, BORN_PAGES_A_FILE + 1)]
    page = plan[0].make(tmp_path)
    with Image.open(page.picture) as picture:
        assert picture.size == (1654, 2339)
    assert page.truth.startswith("Thực hiện")


@pytest.mark.data
@pytest.mark.skipif(not Sources().data.is_dir(), reason=f"no files in {Sources().data}")
@pytest.mark.parametrize("name", ["kgu/3176b_qd_syt.pdf", "angiang/angiang_ctph_154.pdf"])
def test_layers_read_by_a_machine_are_no_truth(name):
    assert why_not(BornPage(Path(Sources().data / "real" / name), 1)) == "not Vietnamese in Unicode"
