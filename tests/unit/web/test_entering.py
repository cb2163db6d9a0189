"""Getting in and out: what a browser sees, and what attackers try."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from storage import tables
from storage.access import Reach, UserRole
from storage.audit_log import Wanted, entries
from storage.database import reading, writing
from storage.lockout import ACCOUNT, ADDRESS
from storage.sessions import hash_of
from tests.entered import PASSWORD, hidden_token, words_of
from web.cookies import SESSION
from web.entering import WRONG
from web.pages.entry import inside

NEW = "thu vàng lá rụng"


@pytest.fixture
def browser(office):
    office.account(UserRole.LEAD, name="lan")
    return office.browser()


def log_in(browser, name="lan", password=PASSWORD, path="/"):
    token = hidden_token(browser.get("/dang-nhap"))
    form = {"name": name, "password": password, "tiep": path, "form_token": token}
    return browser.post("/dang-nhap", data=form)


def test_a_right_password_opens_the_page_that_was_wanted(browser):
    assert browser.get("/theo-doi?x=1").headers["location"] == "/dang-nhap?tiep=/theo-doi%3Fx%3D1"
    answer = log_in(browser, path="/theo-doi?x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/theo-doi?x=1")
    assert browser.get("/theo-doi").status_code == 200
    assert browser.get("/dang-nhap").headers["location"] == "/"


def test_case_and_blanks_of_the_name_do_not_matter(browser):
    assert log_in(browser, name="  LAN ").status_code == 303


@pytest.mark.parametrize(
    ("name", "password"), [("lan", "sai mật khẩu"), ("nobody", PASSWORD), ("", ""), ("lan", "")]
)
def test_nothing_tells_whether_the_name_or_the_password_was_wrong(browser, name, password):
    answer = log_in(browser, name, password)
    assert answer.status_code == 401
    assert WRONG in words_of(answer)
    assert browser.get("/theo-doi").status_code == 303


def test_the_cookie_is_for_the_browser_alone(browser):
    cookie = log_in(browser).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    key = browser.cookies[SESSION]
    assert key not in browser.get("/theo-doi").text


def test_by_https_the_cookie_is_bound_to_the_host(office):
    office.account(UserRole.LEAD, name="lan")
    office.app.state.site.settings = office.settings.model_copy(update={"https": True})
    browser = office.browser()
    browser.base_url = "https://testserver"
    cookie = log_in(browser).headers["set-cookie"]
    assert cookie.startswith("__Host-sohoa=")
    assert "Secure" in cookie
    assert browser.get("/theo-doi").status_code == 200


def test_the_database_keeps_no_key(office, browser):
    log_in(browser)
    with reading(office.engine) as c:
        rows = str(c.execute(select(tables.sessions)).all()) + str(c.execute(select(tables.accounts)).all())
    assert browser.cookies[SESSION] not in rows
    assert PASSWORD not in rows


def test_logging_out_ends_the_session_on_the_server(browser):
    log_in(browser)
    key = browser.cookies[SESSION]
    token = hidden_token(browser.get("/theo-doi"))
    assert browser.post("/dang-xuat", data={"form_token": token}).headers["location"] == "/dang-nhap"
    browser.cookies.set(SESSION, key)
    assert browser.get("/theo-doi").status_code == 303


def test_a_session_that_somebody_planted_is_not_taken_over(office, browser):
    """Session fixation: the key after logging in is a new one, whatever the browser held before."""
    form = {"name": "lan", "password": PASSWORD, "form_token": hidden_token(browser.get("/dang-nhap"))}
    before = browser.cookies["sohoa-before"]
    answer = browser.post(
        "/dang-nhap", data=form, headers={"Cookie": f"{SESSION}=planted; sohoa-before={before}"}
    )
    assert answer.headers["set-cookie"].startswith(f"{SESSION}=")
    assert "planted" not in answer.headers["set-cookie"]
    planted = office.browser()
    planted.cookies.set(SESSION, "planted")
    assert planted.get("/theo-doi").status_code == 303


def test_logging_in_again_ends_the_session_before(office, browser):
    token = hidden_token(browser.get("/dang-nhap"))  # left open in another tab
    before = browser.cookies["sohoa-before"]
    log_in(browser)
    first = browser.cookies[SESSION]
    browser.cookies.set("sohoa-before", before)
    form = {"name": "lan", "password": PASSWORD, "form_token": token}
    assert browser.post("/dang-nhap", data=form).status_code == 303
    with reading(office.engine) as c:
        (left,) = c.scalars(select(tables.sessions.c.token_hash)).all()
    assert left != hash_of(first)


@pytest.mark.parametrize(
    ("minutes", "steps", "status"), [(59, 1, 200), (61, 1, 303), (50, 14, 200), (50, 15, 303)]
)
def test_sessions_end_by_themselves(office, browser, minutes, steps, status):
    log_in(browser)
    answers = []
    for _ in range(steps):
        office.later(minutes=minutes)
        answers.append(browser.get("/theo-doi").status_code)
    assert answers == [*[200] * (steps - 1), status]


def test_an_account_switched_off_is_out_at_once(office, browser):
    log_in(browser)
    with writing(office.engine) as c:
        c.execute(update(tables.accounts).values(disabled_at=office.now))
    assert browser.get("/theo-doi").status_code == 303
    assert log_in(office.browser()).status_code == 401


def test_a_role_taken_away_is_gone_at_once(office, browser):
    log_in(browser)
    with writing(office.engine) as c:
        c.execute(update(tables.accounts).values(roles=["station"], station="tram-101"))
    assert browser.get("/theo-doi").status_code == 403


# Lock-out.


def test_wrong_passwords_make_the_account_wait_longer_and_longer(office, browser):
    for _ in range(ACCOUNT.free):
        assert WRONG in words_of(log_in(browser, password="sai"))
    assert "Hãy thử lại sau" in words_of(log_in(browser))  # even the right one
    office.later(seconds=31)
    assert WRONG in words_of(log_in(browser, password="sai"))
    office.later(seconds=31)
    assert "Hãy thử lại sau" in words_of(log_in(browser))
    office.later(seconds=30)
    assert log_in(browser).status_code == 303


def test_an_unknown_name_is_locked_like_any_other(browser):
    for _ in range(ACCOUNT.free):
        log_in(browser, name="khongco")
    assert "Hãy thử lại sau" in words_of(log_in(browser, name="khongco"))


def test_an_address_that_tries_many_names_waits_too(office, browser):
    for number in range(ADDRESS.free):
        office.later(seconds=5)
        log_in(browser, name=f"ten{number}")
    assert "Hãy thử lại sau" in words_of(log_in(browser))


def test_the_wait_has_an_end():
    waits = [ACCOUNT.wait(failures) for failures in range(100)]
    assert waits == sorted(waits)
    assert waits[ACCOUNT.free - 1] == timedelta()
    assert waits[-1] == ACCOUNT.longest


def test_too_many_tries_are_not_even_counted(browser):
    answers = [log_in(browser, name=f"t{number}").status_code for number in range(31)]
    assert answers[-1] == 429


# Forms that are not ours.


@pytest.mark.parametrize("token", ["", "0" * 64, None])
def test_a_login_form_of_another_site_is_refused(browser, token):
    browser.get("/dang-nhap")
    form = {"name": "lan", "password": PASSWORD} | ({} if token is None else {"form_token": token})
    answer = browser.post("/dang-nhap", data=form)
    assert answer.status_code == 403
    assert SESSION not in browser.cookies


def test_a_form_without_or_with_anothers_token_is_refused(office, browser):
    log_in(browser)
    other = office.enter(UserRole.CLERK)
    foreign = hidden_token(other.get("/theo-doi"))
    for data in ({}, {"form_token": ""}, {"form_token": foreign}):
        assert browser.post("/dang-xuat", data=data).status_code == 403
    assert browser.get("/theo-doi").status_code == 200


def test_what_the_browser_calls_cross_site_is_refused_even_with_the_token(browser):
    log_in(browser)
    token = hidden_token(browser.get("/theo-doi"))
    answer = browser.post("/dang-xuat", data={"form_token": token}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "", "/a\nb"]
)
def test_logging_in_leads_nowhere_else(browser, path):
    assert inside(path) == "/"
    assert log_in(browser, path=path).headers["location"] == "/"


# Passwords.


def test_changing_the_password_ends_all_other_sessions(office, browser):
    log_in(browser)
    other = office.browser()
    log_in(other)
    answer = change(browser, PASSWORD, NEW)
    assert "Đã đổi mật khẩu" in words_of(answer)
    assert browser.get("/theo-doi").status_code == 200
    assert other.get("/theo-doi").status_code == 303
    assert log_in(office.browser()).status_code == 401
    assert log_in(office.browser(), password=NEW).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("sai", NEW, NEW, "Mật khẩu hiện tại không đúng"),
        (PASSWORD, NEW, "khác hẳn nhau", "không giống nhau"),
        (PASSWORD, PASSWORD, PASSWORD, "phải khác"),
        (PASSWORD, "ngắn", "ngắn", "ít nhất 10 ký tự"),
        (PASSWORD, "1234567890", "1234567890", "dễ đoán"),
        (PASSWORD, "aaaaaaaaaaaa", "aaaaaaaaaaaa", "dễ đoán"),
        (PASSWORD, "lanlanlan1", "lanlanlan1", "dễ đoán"),
        (PASSWORD, "d" * 201, "d" * 201, "quá 200"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_reason(browser, old, new, again, words):
    log_in(browser)
    answer = change(browser, old, new, again)
    assert answer.status_code == 422
    assert words in words_of(answer)


def test_the_own_form_cannot_be_used_to_guess(browser):
    log_in(browser)
    for _ in range(ACCOUNT.free):
        change(browser, "sai", NEW)
    assert "Hãy thử lại sau" in words_of(change(browser, PASSWORD, NEW))


def test_a_given_password_must_be_changed_before_anything_else(office, browser):
    with writing(office.engine) as c:
        c.execute(update(tables.accounts).values(must_change=True))
    log_in(browser)
    assert browser.get("/viec-can-lam").headers["location"] == "/tai-khoan"
    assert browser.get("/api/status").status_code == 403
    assert "Hãy đổi mật khẩu" in words_of(browser.get("/tai-khoan"))
    assert change(browser, PASSWORD, NEW).headers["location"] == "/viec-can-lam"
    assert browser.get("/viec-can-lam").status_code == 200


def test_what_was_done_is_in_the_log_and_no_password_in_it(office, browser):
    log_in(browser, password="sai")
    log_in(browser, name=NEW)  # a password typed into the wrong field
    log_in(browser)
    change(browser, PASSWORD, NEW)
    browser.post("/dang-xuat", data={"form_token": hidden_token(browser.get("/theo-doi"))})
    with reading(office.engine) as c:
        found = entries(c, Reach(None), Wanted())
    assert [(entry.action, entry.subject) for entry in reversed(found)] == [
        ("login_refused", "account:lan"),
        ("login_refused", "account:?"),
        ("login", "account:lan"),
        ("password_changed", "account:lan"),
        ("logout", "account:lan"),
    ]
    assert {entry.address for entry in found} == {"testclient"}
    assert NEW not in str(found)


def change(browser, old, new, again=None):
    token = hidden_token(browser.get("/tai-khoan"))
    form = {"old": old, "new": new, "again": new if again is None else again, "form_token": token}
    return browser.post("/tai-khoan", data=form)
