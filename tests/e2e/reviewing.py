"""What a clerk does on the review page, for tests in a real browser."""

import json
import time

from storage.access import UserRole


def clerk(pages, path, **more):
    return pages.enter(UserRole.CLERK, path=path, unit="H99.101", **more)


def asked(page):
    """Return the kind of what is asked now; "nothing" at the end."""
    return page.locator("#now .ask:not([hidden])").get_attribute("id").split("-")[0]


def state(page):
    """Return what the page's script knows of the scan."""
    return json.loads(page.locator("#state").text_content())


def until(fulfilled):
    """Wait until something is so; the policy of our pages forbids Playwright to look by itself."""
    end = time.monotonic() + 20
    while not fulfilled():
        assert time.monotonic() < end
        time.sleep(0.05)


def clear(page):
    """Settle what is asked of the scan shown, by keys alone, and take it."""
    here = page.url.split("?")[0]
    page.wait_for_selector("#now .ask:not([hidden])")
    for _ in state(page)["asks"]:
        page.keyboard.press("2" if asked(page) == "word" else "1")
    assert asked(page) == "nothing"
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.startswith(here))
