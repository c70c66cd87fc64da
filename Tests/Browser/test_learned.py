"""Learned scores: a small team is told honestly what is missing, and people's score stands beside what a machine adds."""

import pytest

from conftest import with_role


@pytest.mark.parametrize("look", [
    {"width": 1280, "dark": False, "language": "en-GB"},
    {"width": 390, "dark": True, "language": "he-IL"},
], ids=["desk", "telephone"])
def test_a_lead_sees_what_is_learned_and_decides_when_it_is_shown(look, own_demo, tab):
    program, people = own_demo
    lead = with_role(people, "lead")
    window = tab(program.address, **look)
    window.sign_in(lead.mail, lead.password)
    window.speak()
    page = window.page

    assert window.go("/learned") == 200
    rows = page.locator("main table tbody tr")
    assert rows.count() >= 4, "each criterion has its line"
    if look["language"] == "en-GB":
        assert "Needs about" in window.text() or "learns tonight" in window.text()
    assert not window.faults()
    window.picture("learned")

    page.check("input[name=before]")
    page.click("form[action='/learned/setting'] button")
    page.wait_for_load_state()
    assert page.is_checked("input[name=before]"), "the team's choice was not kept"

    page.locator("main table tbody a").first.click()
    page.wait_for_load_state()
    assert "/learned/criteria/" in page.url
    assert not window.faults()

    assert window.go("/combined") == 200
    assert page.locator("main svg, main figure").count() > 0, "no drawing of the three numbers"
    assert not window.faults()
    window.picture("combined")


def test_an_agent_sees_the_team_and_nobody_else(demo, tab):
    program, people = demo
    agent = with_role(people, "agent")
    window = tab(program.address)
    window.sign_in(agent.mail, agent.password)
    window.speak()
    page = window.page
    assert window.go("/learned") == 200
    assert page.locator("form[action='/learned/setting']").count() == 0
    assert page.locator("form[action='/learned/lessons']").count() == 0
    assert window.go("/combined") == 200
    links = page.locator("main a[href^='/combined/people/']")
    assert links.count() <= 1, "only one's own page is offered"
    assert not window.faults()
