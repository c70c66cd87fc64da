"""The second step of signing in, with an app of our own: six lines of RFC 6238 that share nothing with the program."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest

from conftest import with_role


def app_shows(key: str, periods_ahead: int = 0) -> str:
    secret = base64.b32decode(key + "=" * (-len(key) % 8))
    digest = hmac.new(secret, struct.pack(">Q", int(time.time()) // 30 + periods_ahead), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


@pytest.mark.parametrize("look", [{}, {"width": 390, "dark": True, "language": "he-IL"}], ids=["desktop", "telephone-he"])
def test_a_second_step_is_set_up_used_and_switched_off(look, own_demo, tab):
    program, people = own_demo
    person = with_role(people, "agent")
    window = tab(program.address, **look)
    page = window.page
    window.sign_in(person.mail, person.password)
    if look:
        window.speak()
    window.go("/profile")
    page.locator("a[href='/profile/second-step']").click()
    assert window.faults() == []
    window.picture("second-step-off")
    page.fill("#current", person.password)
    page.locator("main form button").click()
    page.wait_for_load_state()
    link = page.locator("a[href^='otpauth://totp/Attune%3A']").get_attribute("href")
    key = re.search(r"secret=([A-Z2-7]+)", link).group(1)
    assert page.locator("main code").inner_text().replace(" ", "") == key
    assert window.faults() == []
    window.picture("second-step-key")
    page.fill("#code", app_shows(key))
    page.locator("main form button").click()
    page.wait_for_load_state()
    codes = page.locator("main li code").all_inner_texts()
    assert len(set(codes)) == 8
    assert window.faults() == []
    window.picture("second-step-codes")

    def sign_in(code: str) -> None:
        window.go("/sign-in")
        page.fill("#email", person.mail)
        page.fill("#password", person.password)
        if code:
            if not page.locator("#code").is_visible():
                page.locator("details summary").click()
            page.fill("#code", code)
        page.locator("main form button").click()
        page.wait_for_load_state()

    window.context.clear_cookies()
    sign_in("")
    assert page.locator("#code[aria-invalid]").is_visible() and page.locator("#email").input_value() == person.mail
    window.complaints = [line for line in window.complaints if "422" not in line]
    assert window.faults() == []
    window.picture("second-step-asked")
    sign_in(app_shows(key, periods_ahead=1))
    assert "/sign-in" not in page.url
    window.context.clear_cookies()
    sign_in(codes[3])
    assert "/sign-in" not in page.url
    window.complaints.clear()
    window.go("/profile/second-step")
    assert "7" in page.locator("main .lede").inner_text()
    assert window.faults() == []
    page.fill("#current", person.password)
    page.locator("main form button").click()
    page.wait_for_load_state()
    window.context.clear_cookies()
    sign_in("")
    assert "/sign-in" not in page.url
