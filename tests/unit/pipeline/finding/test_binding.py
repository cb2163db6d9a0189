from dataclasses import replace

import pytest

from pipeline.finding.binding import bind, fits
from pipeline.finding.cover import Cover
from pipeline.finding.labels import Finder, Source, find_labels
from pipeline.model import Box, Code
from tests.unit.pipeline.page_builder import blank, page

ONE, TWO, THREE = "H99.101-261103-0001", "H99.101-261103-0002", "H99.102-261104-0003"
BOX = Box(1, 1, 9, 9)


def cover(number, code, sheets=None):
    return replace(page("TỜ BÌA HỒ SƠ", number=number), codes=(Code(Cover(code, sheets).text, BOX),))


def paper(number, *lines):
    return page(*(lines or ("ĐƠN XIN",)), number=number)


def receipt(number, code):
    return paper(number, "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", f"Mã hồ sơ: {code}")


def bound(pages, **finder):
    found = Finder(**finder)
    binding = bind(pages, find_labels(pages, found), found)
    return [binding.dossiers[page.number] for page in pages], [remark.code for remark in binding.remarks]


def test_a_cover_binds_what_follows_it_up_to_the_next_one_and_nothing_before():
    pages = [paper(1), cover(2, ONE), paper(3), paper(4), cover(5, TWO), paper(6)]
    assert bound(pages) == ([None, ONE, ONE, ONE, TWO, TWO], [])


def test_a_receipt_binds_what_follows():
    assert bound([paper(1), receipt(2, ONE), paper(3)])[0] == [None, ONE, ONE]


def test_the_only_code_in_a_stack_binds_what_follows_it():
    assert bound([paper(1), paper(2, f"Mã hồ sơ: {ONE}"), paper(3)])[0] == [None, ONE, ONE]


def test_of_several_printed_codes_each_binds_its_own_paper():
    pages = [paper(1, f"Mã hồ sơ: {ONE}"), paper(2), paper(3, f"Mã hồ sơ: {TWO}")]
    found = Finder()
    labels = find_labels(pages, found)
    binding = bind(pages, labels, found)
    assert [binding.of((number,), labels) for number in (1, 2, 3)] == [ONE, None, TWO]


def test_the_card_of_a_citizen_names_no_dossier():
    card = replace(
        paper(1), codes=(Code("000199000001||NGUYỄN VĂN MẪU|03111999|Nam|Sơn Thủy|01012022", BOX),)
    )
    assert bound([card])[0] == [None]


def test_the_folder_counts_until_a_cover_says_another_and_that_is_told():
    pages = [paper(1), cover(2, TWO), paper(3)]
    assert bound(pages, given=ONE) == ([ONE, TWO, TWO], ["dossier_conflict"])


def test_a_paper_that_names_another_dossier_than_its_cover_is_told():
    dossiers, remarks = bound([cover(1, ONE), paper(2, f"Mã hồ sơ: {TWO}")])
    assert (dossiers, remarks) == ([ONE, ONE], ["dossier_conflict"])


def test_a_misread_cover_ends_what_was_before_it_and_binds_nothing():
    broken = replace(cover(3, TWO), codes=(Code(Cover(TWO).text.replace("0002", "0003"), BOX),))
    dossiers, remarks = bound([cover(1, ONE), paper(2), broken, paper(4)])
    assert (dossiers, remarks) == ([ONE, ONE, None, None], ["cover_unread"])


def test_two_covers_on_one_page_are_believed_in_neither():
    both = replace(cover(1, ONE), codes=(*cover(1, ONE).codes, *cover(1, TWO).codes))
    assert bound([both, paper(2)]) == ([None, None], ["cover_unread"])
    twice = replace(cover(1, ONE), codes=cover(1, ONE).codes * 2)
    assert bound([twice, paper(2)]) == ([ONE, ONE], [])


def test_a_cover_whose_code_was_not_found_is_known_by_its_print_and_believed_in_nothing():
    unread = paper(1, "TỜ BÌA HỒ SƠ", f"Mã hồ sơ: {ONE}")
    pages = [unread, paper(2)]
    binding = bind(pages, find_labels(pages, Finder()), Finder())
    assert binding.dossiers[2] is None
    assert ONE in binding.remarks[0].text


@pytest.mark.parametrize(
    ("sheets", "pages", "fitting"),
    [
        (2, [paper(2), paper(3)], True),
        (2, [paper(2), blank(3), paper(4), blank(5)], True),
        (2, [blank(2), paper(3), blank(4), paper(5), blank(6)], True),  # the cover's own back first
        (2, [paper(2)], False),
        (2, [paper(2), paper(3), paper(4)], False),
        (2, [paper(2), paper(3), paper(4), paper(5)], False),  # two papers too many: nothing shows a back
        (2, [paper(2), blank(3), blank(4), paper(5)], False),
        (1, [], False),
        (0, [], True),
    ],
)
def test_sheets_are_counted(sheets, pages, fitting):
    remarks = bound([cover(1, ONE, sheets), *pages])[1]
    assert remarks == ([] if fitting else ["sheet_count"])
    assert fits(sheets, [page.blank for page in pages]) is fitting


@pytest.mark.parametrize(("sides", "fitting"), [(2, False), (4, True), (5, False)])
def test_where_both_sides_of_the_stack_are_there_a_sheet_has_two(sides, fitting):
    assert fits(2, [False] * sides, duplex=True) is fitting


def test_sheets_are_counted_up_to_the_next_cover():
    pages = [cover(1, ONE, 1), paper(2), cover(3, TWO, 2), paper(4)]
    assert bound(pages)[1] == ["sheet_count"]


def test_sheets_that_part_papers_are_not_counted():
    patch = replace(paper(3), codes=(Code("PATCHT", BOX, "barcode"),))
    assert bound([cover(1, ONE, 2), paper(2), patch, paper(4)])[1] == []


def test_sheets_are_counted_up_to_another_dossiers_receipt():
    assert bound([cover(1, ONE, 1), paper(2), receipt(3, TWO), paper(4)]) == ([ONE, ONE, TWO, TWO], [])
    assert bound([cover(1, ONE, 3), paper(2), receipt(3, TWO), paper(4)])[1] == ["sheet_count"]
    assert bound([cover(1, ONE, 3), paper(2), receipt(3, ONE), paper(4)])[1] == []


def known(*codes):
    return lambda asked: {code for code in asked if code in codes}


def test_a_misread_code_is_the_one_registered_dossier_that_it_can_be():
    label = find_labels([paper(1, "Mã hồ sơ: H99.101-26II03-0001")], Finder(known=known(ONE, TWO)))
    assert label.by_page[1].dossier == ONE
    assert label.by_page[1].source is Source.PRINT


def test_a_misread_code_that_can_be_two_or_none_binds_nothing_and_tells_the_guesses():
    pages = [paper(1, "Mã hồ sơ: H99.1O1-261103-0009")]
    for register in (known(ONE, TWO), known(THREE)):
        labels = find_labels(pages, Finder(known=register))
        assert not labels.by_page
        assert labels.remarks[0].code == "code_unclear"


def test_a_well_read_code_that_nobody_registered_is_not_taken_for_a_neighbour():
    labels = find_labels([paper(1, f"Mã hồ sơ: {TWO}")], Finder(known=known(ONE)))
    assert labels.by_page[1].dossier == TWO
