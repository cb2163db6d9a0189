import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.cleaning.suppress_ink import suppress_ink
from pipeline.image import PageImage
from tests.drawn import disc, in_colour, inked, letters, text_page, usual_page, white_page

BRIGHT_RED, DARK_RED, BLUE = (214, 30, 44), (150, 25, 30), (40, 60, 170)
NEARLY_BLACK_RED = (84, 14, 20)
CENTRE, RADIUS = (800, 900), 140


@pytest.mark.parametrize("red", [BRIGHT_RED, DARK_RED, NEARLY_BLACK_RED])
def test_red_goes_and_the_print_under_it_stays(red):
    page = usual_page()
    mask = disc(page, CENTRE, RADIUS)
    cleaned = suppress_ink(inked(page, mask, red)).pixels
    black, white = (mask > 0) & (page.pixels < 30), (mask > 0) & (page.pixels > 250)
    assert cleaned[black].mean() < 60
    assert np.percentile(cleaned[white], 2) > 225


def test_blue_goes_when_asked_and_stays_otherwise():
    page = usual_page()
    mask = disc(page, CENTRE, RADIUS)
    under = inked(page, mask, BLUE)
    white = (mask > 0) & (page.pixels > 250)
    assert suppress_ink(under, colours=("red",)).pixels[white].max() < 110
    assert np.percentile(suppress_ink(under, colours=("blue",)).pixels[white], 2) > 225


def test_a_page_without_ink_is_only_made_grey():
    page = usual_page()
    assert np.abs(suppress_ink(in_colour(page)).pixels.astype(int) - page.pixels).max() <= 1


def test_a_grey_page_stays():
    assert suppress_ink(usual_page()) is usual_page()


def test_a_title_printed_in_red_stays():
    picture = Image.fromarray(white_page().pixels)
    ImageDraw.Draw(picture).text((500, 300), "GIẤY KHAI SINH", (176, 24, 38), font=letters(20))
    page = PageImage(np.asarray(picture), 200)
    title = page.pixels[..., 1] < 60
    assert suppress_ink(page).pixels[title].max() < 120


def test_red_words_over_print_go():
    page = text_page(repeat=2)
    words = Image.new("L", (page.width, page.height), 0)
    ImageDraw.Draw(words).text((300, 240), "SAO Y BẢN CHÍNH", 255, font=letters(22))
    mask = np.asarray(words) / 255
    cleaned = suppress_ink(inked(page, mask, BRIGHT_RED)).pixels
    assert np.percentile(cleaned[(mask > 0) & (page.pixels > 250)], 5) > 200


def test_a_blue_photo_keeps_its_print():
    page = usual_page()
    cast = np.array([90, 150, 230]) / 255
    photo = PageImage((in_colour(page).pixels * cast).astype(np.uint8), page.dpi)
    cleaned = suppress_ink(photo, colours=("red", "blue")).pixels
    assert cleaned[page.pixels < 30].mean() < 40
    assert cleaned[page.pixels > 250].mean() > 120


def ring(page, centre, radius):
    mask = np.zeros((page.height, page.width), np.float32)
    cv2.circle(mask, centre, radius, 1.0, 6, cv2.LINE_AA)
    return mask


def as_jpeg(page, quality=75):
    _, coded = cv2.imencode(".jpg", page.pixels[..., ::-1], (cv2.IMWRITE_JPEG_QUALITY, quality))
    seen = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)
    return PageImage(np.ascontiguousarray(seen[..., ::-1]), page.dpi)


def test_no_outline_of_a_seal_is_left():
    bare = PageImage(np.full((1200, 1600), 255, np.uint8), 200)
    mask = ring(bare, (800, 500), 160)
    uneven = mask * np.linspace(0.4, 1.0, bare.width)
    cleaned = suppress_ink(as_jpeg(inked(bare, cv2.GaussianBlur(uneven, (0, 0), 0.8), BRIGHT_RED))).pixels
    assert (cleaned[mask > 0] < 200).mean() < 0.01


def test_blue_over_print_goes_and_the_print_stays():
    page = usual_page()
    mask = ring(page, CENTRE, RADIUS)
    cleaned = suppress_ink(as_jpeg(inked(page, mask, BLUE)), over_print=("blue",)).pixels
    assert (cleaned[(mask > 0.9) & (page.pixels > 250)] < 200).mean() < 0.15
    assert cleaned[(mask > 0.9) & (page.pixels < 30)].mean() < 90


def test_blue_that_lies_over_no_print_stays():
    page = text_page(repeat=2)
    below = ring(page, (800, 1500), RADIUS)
    words = Image.new("L", (page.width, page.height), 0)
    ImageDraw.Draw(words).text((300, 1900), "CÔNG VĂN ĐẾN  Số: 415", 255, font=letters(22))
    mask = np.maximum(below, np.asarray(words) / 255)
    signed = inked(page, mask, BLUE)
    assert np.array_equal(suppress_ink(signed, over_print=("blue",)).pixels, suppress_ink(signed).pixels)


def test_writing_in_blue_beside_print_stays():
    picture = Image.fromarray(
        in_colour(text_page(["Họ và tên: ................................"] * 8)).pixels
    )
    draw = ImageDraw.Draw(picture)
    for line in range(8):
        draw.text((480, 190 + 61 * line), "Nguyễn Thị Hồng Hạnh", BLUE, font=letters(15))
    page = PageImage(np.asarray(picture), 200)
    assert np.array_equal(suppress_ink(page, over_print=("blue",)).pixels, suppress_ink(page).pixels)


def test_a_page_whose_black_is_reddish_stays():
    page = usual_page()
    tinted = in_colour(page).pixels.copy()
    tinted[..., 0] = np.maximum(tinted[..., 0], 60)
    before = PageImage(tinted, page.dpi)
    assert suppress_ink(before).pixels[page.pixels < 30].max() < 60
