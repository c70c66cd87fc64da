"""Calibration in a browser: a lead plans a session, everybody rates blind, the lead closes it, the group sees what to
discuss first and keeps what it agrees on; somebody else then practises on the same conversations."""

from datetime import date, timedelta

import pytest

from conftest import LOOKS, agents_of, with_role
from judge import Tab
from test_month import press

WHY = "The second question had no answer."


def rate(tab: Tab, option: int) -> None:
    """Answers every criterion with the same place of its scale, says why, and hands the rating in."""
    criteria = tab.page.locator("fieldset.criterion:not(.is-skipped)")
    for place in range(criteria.count()):
        criterion = criteria.nth(place)
        criterion.locator("input[type=radio]:not([value=na])").nth(option).check()
        criterion.locator("textarea").first.fill(WHY)
    press(tab, "form.scorecard .form-actions button.is-primary")


def waiting(tab: Tab, session: str) -> list[str]:
    """The conversations of a session the person still has to rate."""
    assert tab.go(session) == 200
    rows = tab.page.locator("tr:has(a.row-link[href*='/conversations/']):not(:has(.badge.is-good))")
    return [rows.nth(n).locator("a.row-link").get_attribute("href") for n in range(rows.count())]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_session_from_the_plan_to_practice(look, own_demo, tab):
    program, people = own_demo
    program.stop()
    agents = agents_of(program, people)
    program.start()
    faults: list[str] = []

    def look_at(window: Tab, name: str) -> None:
        faults.extend(window.faults())
        window.picture(f"calibration-{name}")

    lead = tab(program.address, **look)
    boss = with_role(people, "lead")
    lead.sign_in(boss.mail, boss.password)
    lead.speak()
    lead.go("/calibrations")
    look_at(lead, "1-list")
    assert lead.go("/calibrations/new") == 200
    look_at(lead, "2-plan")
    lead.page.fill("#name", "Empathy in e-mail")
    # One's own conversations are not rated, so there have to be enough for some of somebody else's.
    lead.page.fill("#drawn", "3")
    lead.page.fill("#due", (date.today() + timedelta(days=3)).isoformat())
    # Only the first two people, and the lead, who is the expert.
    boxes = lead.page.locator("input[name=participant]")
    names = [boxes.nth(n).locator("xpath=..").inner_text() for n in range(boxes.count())]
    chosen = [n for n, name in enumerate(names) if name == "Grace Adeyemi"]
    chosen += [n for n, name in enumerate(names) if name != "Grace Adeyemi"][:1]
    for n in range(boxes.count()):
        boxes.nth(n).set_checked(n in chosen)
    lead.page.locator("input[name=baseline][value=expert]").check()
    lead.page.select_option("select[name=expert]", label="Grace Adeyemi")
    press(lead, "main form[action='/calibrations'] button.is-primary")
    session = lead.page.url.removeprefix(lead.address)
    assert session.startswith("/calibrations/") and session != "/calibrations/new", lead.text()[:900]
    look_at(lead, "3-open")

    todo = waiting(lead, session)
    assert len(todo) == 3
    lead.go(todo[0])
    look_at(lead, "4-rating")
    assert lead.page.locator("form.scorecard input[type=radio]:checked").count() == 0, "something was ticked"
    rate(lead, 0)
    for path in waiting(lead, session):
        lead.go(path)
        rate(lead, 0)

    # The colleague sees nothing of it, and rates otherwise; those who were not asked find nothing.
    colleague, outsider = None, None
    for person in agents:
        window = tab(program.address, **look)
        window.sign_in(person.mail, person.password)
        window.speak()
        if window.go(session) == 200 and colleague is None:
            colleague = window
        elif outsider is None:
            window.complaints.clear()  # the refusal's own 404 is told to the console
            outsider = window
        if colleague and outsider:
            break
    assert colleague and outsider
    for path in waiting(colleague, session):
        colleague.go(path)
        assert WHY not in colleague.text(), "the lead's words are in sight"
        rate(colleague, 2)

    lead.go(session)
    if lead.page.locator("#reason").count():
        lead.page.fill("#reason", "Nobody rates their own work.")
    press(lead, "form[action$='/closing'] button.is-primary")
    look_at(lead, "5-results")
    assert WHY in lead.text(), "the reasons are not under what to discuss"
    lead.page.fill("#note", "We read the anchors aloud.")
    press(lead, "form[action$='/notes'] button.is-primary")
    assert "We read the anchors aloud." in lead.text()

    lead.page.locator("tr a.row-link[href*='/conversations/']").first.click()
    lead.page.wait_for_load_state()
    look_at(lead, "6-side-by-side")
    lead.page.locator("details:has(form[action$='/consensus']) summary").first.click()
    form = lead.page.locator("form[action$='/consensus']").first
    form.locator("textarea").fill("The worry is named before the facts.")
    with lead.page.expect_navigation():
        form.locator("button").click()
    assert "The worry is named before the facts." in lead.text()
    lead.go("/calibrations/history")
    look_at(lead, "7-history")

    # Somebody who took no part practises on it, and sees the agreed rating with its reason.
    outsider.go("/practice")
    look_at(outsider, "8-practice")
    links = outsider.page.locator("a.row-link[href^='/practice/']")
    mine = [links.nth(n).get_attribute("href") for n in range(links.count())]
    mine = [path for path in mine if session.removeprefix("/calibrations/") in path]
    if mine:
        outsider.go(mine[0])
        rate(outsider, 0)
        look_at(outsider, "9-practised")
        assert outsider.page.locator("dl.facts dt").count() >= 6, outsider.text()[:900]
    lead.go("/reviewers")
    look_at(lead, "10-reviewers")
    lead.page.locator("a.row-link[href^='/reviewers/']").first.click()
    lead.page.wait_for_load_state()
    look_at(lead, "11-reviewer")
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)
