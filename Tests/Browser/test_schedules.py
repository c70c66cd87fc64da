"""A team's week in a browser: planned, published, an illness repaired, training placed, a swap, days off, paid hours."""

from datetime import date, timedelta

import pytest

from conftest import LOOKS, with_role
from judge import Tab
from test_month import press


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_week_from_plan_to_the_page_of_an_agent(look, own_demo, tab):
    program, people = own_demo
    faults: list[str] = []

    def look_at(window: Tab, name: str) -> None:
        faults.extend(window.faults())
        window.picture(f"schedules-{name}")

    lead = tab(program.address, **look)
    boss = with_role(people, "lead")
    lead.sign_in(boss.mail, boss.password)
    lead.speak()
    assert lead.go("/schedules") == 200
    look_at(lead, "1-weeks")
    weeks = lead.page.eval_on_selector_all(
        "a.row-link[href^='/schedules/']", "links => links.map(link => link.getAttribute('href'))")
    monday = date.today() - timedelta(days=date.today().weekday())
    draft = next(week for week in weeks if week.endswith((monday + timedelta(days=14)).isoformat()))
    following = next(week for week in weeks if week.endswith((monday + timedelta(days=7)).isoformat()))

    # The draft is planned anew with another number, changed by hand, and published.
    lead.go(draft)
    look_at(lead, "2-draft")
    lead.page.locator("details:has(form[action$='/making']) > summary").click()
    lead.page.fill("[name=seed]", "12")
    press(lead, "form[action$='/making'] button")
    assert lead.page.locator("svg.chart-drawing").count() >= 1, lead.text()[:900]
    lead.page.locator("td a[href*='/duties/']").first.click()
    lead.page.wait_for_load_state()
    look_at(lead, "3-duty")
    press(lead, "form:has(button[value=lock]) button[value=lock]")
    press(lead, "form[action$='/publication'] button")
    assert lead.page.locator("form[action$='/publication']").count() == 0
    look_at(lead, "4-published")

    # Somebody is ill next week; the best repair is taken.
    lead.go(following)
    day = (monday + timedelta(days=8)).isoformat()
    illness = "form[action$='/illness']"
    lead.page.fill(f"{illness} [name=from]", day)
    lead.page.fill(f"{illness} [name=until]", day)
    press(lead, f"{illness} button")
    look_at(lead, "5-repairs")
    if lead.page.locator("form[action$='/repairs'] button").count():
        press(lead, "form[action$='/repairs'] button")

    # A session where it costs least.
    lead.go("/training")
    look_at(lead, "6-training")
    press(lead, ".page-actions a.is-primary")
    lead.page.locator("input[name=person]").nth(1).check()
    lead.page.select_option("select[name=week]", (monday + timedelta(days=14)).isoformat())
    press(lead, "form[method=get] .form-actions button")
    look_at(lead, "7-offers")
    lead.page.fill("[name=subject]", "Hearing the second question")
    press(lead, "form[action='/training'] button.is-primary")
    assert "Hearing the second question" in lead.text(), lead.text()[:900]

    for path, name in [("/shrinkage", "8-hours"), ("/contracts", "9-contracts"), ("/fairness", "10-fair"),
                       ("/time-off", "11-off")]:
        assert lead.go(path) == 200
        look_at(lead, name)
    lead.go("/contracts")
    lead.page.locator("a.row-link[href^='/contracts/']").first.click()
    lead.page.wait_for_load_state()
    look_at(lead, "12-contract")

    agent = tab(program.address, **look)
    person = with_role(people, "agent")
    agent.sign_in(person.mail, person.password)
    agent.speak()
    assert agent.go(f"/my-week?week={(monday + timedelta(days=14)).isoformat()}") == 200
    look_at(agent, "13-my-week")
    assert agent.page.locator("form[action='/my-week/swaps']").count() == 1, agent.text()[:900]
    agent.go("/time-off")
    wish = "form[action='/wishes']"
    agent.page.select_option(f"{wish} [name=weekday]", "5")
    press(agent, f"{wish} button")
    assert agent.page.locator("form[action$='/end']").count() >= 1
    off = (monday + timedelta(days=40)).isoformat()
    agent.page.fill("form[action='/time-off'] [name=from]", off)
    agent.page.fill("form[action='/time-off'] [name=until]", off)
    press(agent, "form[action='/time-off'] button")
    look_at(agent, "14-off-agent")
    lead.go("/time-off")
    press(lead, "form[action$='/decision'] button[value=granted]")
    look_at(lead, "15-decided")
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)
