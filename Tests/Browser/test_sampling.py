"""How conversations are chosen: a lead plans a cycle with a second look, sees what it would bring, opens it, finds out why each
conversation is there, and sees on a shared cycle that the picks did not bias the score."""

from datetime import date, timedelta

import pytest

from conftest import LOOKS, with_role
from test_month import press


def fill_plan(lead) -> None:
    today = date.today()
    last = today.replace(day=1) - timedelta(days=1)
    days = {"first": last.replace(day=3), "last": last, "reflect": today, "review": today,
            "share": today + timedelta(days=1)}
    for name, day in days.items():
        lead.page.fill(f"input[name={name}]", day.isoformat())
    lead.page.fill("input[name=minimum]", "2")
    lead.page.check("input[name=allocation][value=stability]")
    lead.page.fill("input[name=average]", "4")
    lead.page.eval_on_selector_all("form[action='/cycles'] details", "all => all.forEach(one => one.open = true)")
    lead.page.fill("input[name=flagged]", "5")
    lead.page.fill("input[name=mark-longHold]", "60")
    lead.page.fill("input[name=topUp]", "6")
    lead.page.fill("input[name=target]", "15")


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_cycle_with_a_second_look_is_planned_and_opened(look, own_demo, tab):
    program, people = own_demo
    lead = tab(program.address, **look)
    boss = with_role(people, "lead")
    lead.sign_in(boss.mail, boss.password)
    lead.speak()
    faults = []

    def look_at(name: str) -> None:
        faults.extend(lead.faults())
        lead.picture(f"sampling-{name}")

    assert lead.go("/cycles/new") == 200
    look_at("1-form")
    with lead.page.expect_navigation():
        lead.page.locator("a.row-link[href*='purpose=level']").click()
    assert lead.page.locator("input[name=purpose][value=level]").is_checked()
    fill_plan(lead)
    press(lead, "button[formaction='/cycles/preview']")
    look_at("2-preview")
    assert lead.page.input_value("input[name=flagged]") == "5", "what was typed is gone"
    assert lead.page.locator("main table tbody tr").count() >= 3, lead.text()[:900]
    press(lead, "main form[action='/cycles'] button.is-primary")
    look_at("3-draft")
    press(lead, "form[action$='/opening'] button.is-primary")
    cycle = lead.page.url.removeprefix(lead.address)
    look_at("4-opened")
    assert lead.go(f"{cycle}/sample") == 200
    look_at("4-sample")
    assert lead.page.locator("table .badge.is-plain").count() >= 1, "no flagged conversation is in the sample"
    assert lead.go(f"{cycle}/additions") == 200
    look_at("5-additions")
    add = lead.page.locator(f"form[action='{cycle}/additions'] button")
    assert add.count() == 1, lead.text()[:900]
    press(lead, f"form[action='{cycle}/additions'] button")
    assert lead.page.locator("main [role=status]").count(), lead.text()[:600]
    lead.go(f"{cycle}/sample")
    conversation = lead.page.locator("a.row-link[href^='/conversations/']").first.get_attribute("href")
    assert lead.go(conversation) == 200
    assert lead.page.locator(f"aside a[href='{cycle}']").count() == 1, "the conversation does not say why it was picked"
    look_at("6-conversation")
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_the_page_shows_whether_the_picks_biased_the_score(look, demo, tab):
    program, people = demo
    lead = tab(program.address, **look)
    boss = with_role(people, "lead")
    lead.sign_in(boss.mail, boss.password)
    lead.go("/cycles")
    faults = []
    links = lead.page.eval_on_selector_all("a.row-link[href^='/cycles/']", "all => all.map(a => a.getAttribute('href'))")
    shared = links[-1]
    assert lead.go(f"{shared}/fairness") == 200
    assert lead.page.locator("figure.chart").count() >= 4, lead.text()[:900]
    faults.extend(lead.faults())
    lead.picture("sampling-7-fairness")
    assert not faults, "\n".join(faults)


def test_an_agent_reads_why_these(demo, tab):
    program, people = demo
    window = tab(program.address)
    person = with_role(people, "agent")
    window.sign_in(person.mail, person.password)
    assert window.go("/received") == 200
    window.page.locator("details summary", has_text="Why these?").click()
    assert window.page.locator("details[open] li").count() >= 2
    faults = window.faults()
    assert not faults, "\n".join(faults)
