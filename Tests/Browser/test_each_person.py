"""Each person opens what is theirs of a cycle, and every page of it says something useful to them: an agent, somebody new,
a reviewer who practises, a lead, an analyst and an auditor."""

import re
from datetime import date, timedelta

import pytest

from conftest import LOOKS, with_role
from judge import Tab
from test_month import press

TEAM = "Harbour"


def the_open_cycle(window: Tab) -> str:
    assert window.go("/cycles") == 200
    return window.page.locator("tr:has(.badge.is-active) a.row-link").first.get_attribute("href")


def visit(window: Tab, pages: list[str], faults: list[str], picture: str) -> None:
    """Opens pages: each must have words, and a way on or something to do."""
    for path in pages:
        assert window.go(path) == 200, f"{path} for {picture}"
        main = window.page.locator("main")
        assert len(main.inner_text()) > 80, f"{path} says nothing to {picture}"
        assert main.locator("a[href], button").count(), f"{path} is a dead end for {picture}"
        faults += window.faults()
        window.picture(f"person-{picture}-{re.sub('[^a-z]+', '-', path).strip('-')[:24]}")


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_everybody_finds_their_part(look, own_demo, tab):
    program, people = own_demo
    program.stop()
    first = program.run("user", "add", "Nora New", "nora@example.org", "--team", TEAM)
    names = dict(re.findall(r"^(.+?) <(.+?)>", program.run("user", "list"), re.MULTILINE))
    program.start()
    password = re.search(r"once: (\S+)", first).group(1)
    faults: list[str] = []

    def window_of(mail: str, secret: str) -> Tab:
        window = tab(program.address, **look)
        window.sign_in(mail, secret)
        window.speak()
        return window

    def somebody(role: str) -> Tab:
        person = with_role(people, role)
        return window_of(person.mail, person.password)

    lead = somebody("lead")
    cycle = the_open_cycle(lead)
    visit(lead, ["/work", "/calendar", "/cycles", cycle, f"{cycle}/sample", f"{cycle}/fairness", "/quality", "/reviewers", "/notices"], faults, "lead")
    assert lead.page.locator("main").count()
    # Whoever practises stands on the lead's page of reviewers.
    lead.go("/reviewers")
    row = lead.page.locator("tbody tr:has(.badge.is-warn)").first
    practising = row.locator("th").first.inner_text().split("\n")[0].strip()

    agent = somebody("agent")
    visit(agent, ["/work", "/calendar", "/cycles", cycle, "/received", "/progress", "/reflections", "/learning", "/feedback",
                  "/notices"], faults, "agent")
    agent.go(cycle)
    assert agent.page.locator("form[action*='/handovers'], form[action$='/sharing'], form[action*='/extensions']").count() == 0

    nora = window_of("nora@example.org", password)
    visit(nora, ["/work", "/calendar", cycle, "/received", "/progress", "/reflections", "/learning", "/notices"], faults, "new")

    learner = window_of(names[practising], people[0].password)
    visit(learner, ["/work", "/practice", cycle], faults, "practising")
    learner.go("/work")
    assert learner.page.locator("main a[href='/practice']").count(), "nobody tells them to practise"
    assert learner.page.locator("main > .notice:has(~ nav.tabs)").count() == 1, "what waits is one block"

    analyst = somebody("analyst")
    visit(analyst, ["/cycles", cycle, f"{cycle}/fairness", "/disputes", "/calibrations"], faults, "analyst")

    auditor = somebody("auditor")
    visit(auditor, ["/cycles", cycle, f"{cycle}/fairness", "/disputes", "/audit"], faults, "auditor")
    auditor.go(cycle)
    assert auditor.page.locator("main form[method=post]").count() == 0, "an auditor could change something"

    # More time: the lead gives it, the person reads why.
    lead.go(cycle)
    form = lead.page.locator("details:has(form[action$='/extensions'])").first
    form.locator("summary").click()
    form.locator("input[name=due]").fill((date.today() + timedelta(days=11)).isoformat())
    form.locator("input[name=reason]").fill("Ill until Tuesday")
    faults += lead.faults()
    lead.picture("person-lead-more-time")
    with lead.page.expect_navigation():
        form.locator("button").click()
    assert "Ill until Tuesday" in lead.text()
    faults += lead.faults()
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)
