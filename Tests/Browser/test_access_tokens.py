"""Access tokens: made on the profile, shown once, used by a program that knows nothing else, ended, and dead at once."""

import json
import urllib.error
import urllib.request

import pytest

from conftest import with_role


def ask(address: str, token: str) -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


@pytest.mark.parametrize("look", [{}, {"width": 390, "dark": True, "language": "he-IL"}], ids=["desktop", "telephone-he"])
def test_a_program_reads_figures_with_a_token_until_it_is_ended(look, own_demo, tab):
    program, people = own_demo
    analyst = with_role(people, "analyst")
    window = tab(program.address, **look)
    page = window.page
    window.sign_in(analyst.mail, analyst.password)
    if look:
        window.speak()
    window.go("/profile")
    page.locator("a[href='/profile/tokens']").first.click()
    page.wait_for_load_state()
    assert window.faults() == []
    window.picture("tokens-none")
    page.fill("#name", "Monday board")
    page.select_option("#role", "analyst")
    with page.expect_navigation():
        page.locator("main form button.is-primary").click()
    token = page.locator("#token").input_value()
    assert token.startswith("attune_")
    assert window.faults() == []
    window.picture("tokens-made")
    figures = program.address + "/api/v1/measures/first-response?period=90d"
    status, text = ask(figures, token)
    assert status == 200 and json.loads(text)["whole"]["n"] > 0
    status, text = ask(program.address + "/api/v1/conversation-rows?period=7d&reason=board", token)
    assert status == 200 and "first_response_s" in json.loads(text.splitlines()[0])
    assert ask(program.address + "/profile", token)[0] in (200, 303)
    assert "Monday board" not in ask(program.address + "/profile", token)[1]
    window.go("/profile/tokens")
    assert "Monday board" in window.text() and token not in page.content()
    assert window.faults() == []
    window.picture("tokens-one")
    with page.expect_navigation():
        page.locator("main table form button").click()
    assert ask(figures, token)[0] == 401
