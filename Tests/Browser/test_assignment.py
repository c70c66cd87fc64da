"""Who reviews what, in a browser: skills and conflicts, one more, giving back, passing on, and the pages about it."""

import pytest

from conftest import with_role
from judge import Tab
from test_month import press, reviews

PAGES = {
    "agent": ["/skills", "/conflicts", "/work", "/feedback", "/feedback/lesson"],
    "lead": ["/skills", "/conflicts", "/rotation", "/reviewers", "/cycles/new"],
    "analyst": ["/skills", "/rotation", "/work"],
    "admin": ["/skills"],
}


def open_cycle(lead: Tab) -> str:
    """The path of the cycle that is open, from the lead's list."""
    assert lead.go("/cycles") == 200
    row = lead.page.locator("tr:has(.badge.is-active) a.row-link[href^='/cycles/']").first
    return row.get_attribute("href")


@pytest.mark.parametrize("role", list(PAGES))
def test_the_pages_keep_what_every_page_keeps(demo, tab, role):
    program, people = demo
    found = []
    for look in [{}, {"width": 390, "dark": True}]:
        reader = tab(program.address, **look)
        reader.sign_in(with_role(people, role).mail, people[0].password)
        for path in PAGES[role]:
            assert reader.go(path) == 200, path
            found += reader.faults()
    assert not found, "\n".join(found)


def test_somebody_states_what_they_read_and_whom_they_should_not_review(own_demo, tab):
    program, people = own_demo
    agent = tab(program.address)
    agent.sign_in(with_role(people, "agent").mail, people[0].password)
    agent.go("/skills")
    form = agent.page.locator("form[action^='/skills/people/']").first
    form.locator("input[value=es]").check()
    form.locator("input[name=skill]").first.check()
    press(agent, "form[action^='/skills/people/'] button.is-primary")
    assert agent.page.locator("input[value=es]").is_checked()
    agent.go("/conflicts")
    agent.page.locator("#own-other").select_option(label="Priya Nair")
    agent.page.fill("#own-note", "My sister")
    press(agent, "form[action='/conflicts'] button.is-primary")
    assert "My sister" in agent.text()
    assert not agent.faults()
    lead = tab(program.address)
    lead.sign_in(with_role(people, "lead").mail, people[0].password)
    lead.go("/conflicts")
    assert "My sister" in lead.text()
    press(agent, "form[action$='/withdrawal'] button")
    assert "My sister" not in agent.text()


def test_one_more_is_taken_one_given_back_and_the_rest_passed_on(own_demo, tab):
    program, people = own_demo
    agent = tab(program.address)
    who = with_role(people, "agent")
    agent.sign_in(who.mail, who.password)
    before = reviews(agent)
    press(agent, "form[action^='/cycles/'][action$='/reviews'] button")
    assert "/reviews/" in agent.page.url
    taken = agent.page.url.removeprefix(program.address)
    assert taken not in before
    assert not agent.faults()
    after = reviews(agent)
    assert len(after) == len(before) + 1
    back = agent.page.locator(f"form[action='{taken}/handover']")
    for around in (2, 1):
        back.locator(f"xpath=ancestor::details[{around}]/summary").click()
    back.locator("input[name=reason]").fill("I know this customer.")
    with agent.page.expect_navigation():
        back.locator("button").click()
    assert len(reviews(agent)) == len(before)
    lead = tab(program.address)
    lead.sign_in(with_role(people, "lead").mail, people[0].password)
    cycle = open_cycle(lead)
    lead.go(cycle)
    lead.page.locator("#balance > summary").click()
    assert "I know this customer." in lead.text()
    forms = lead.page.locator(f"form[action='{cycle}/handovers']").count()
    assert forms > 0
    press(lead, f"form[action='{cycle}/handovers'] button")
    assert lead.page.locator(f"form[action='{cycle}/handovers']").count() <= forms
    assert lead.page.locator(".notice.is-good").count()
    assert not lead.faults()


def test_a_lead_asks_for_one_more_review_of_a_conversation(own_demo, tab):
    program, people = own_demo
    lead = tab(program.address)
    lead.sign_in(with_role(people, "lead").mail, people[0].password)
    lead.go(f"{open_cycle(lead)}/sample")
    form = lead.page.locator("form[action^='/picks/'][action$='/reviews']").first
    form.locator("xpath=ancestor::details[1]").locator("summary").click()
    with lead.page.expect_navigation():
        form.locator("button").click()
    assert lead.page.locator(".notice.is-good").count()
    assert reviews(lead), "the lead's own work lists the review"


def test_the_lesson_answers_each_choice(demo, tab):
    program, people = demo
    agent = tab(program.address)
    agent.sign_in(with_role(people, "agent").mail, people[0].password)
    agent.go("/feedback/lesson")
    for _ in range(8):
        choice = agent.page.locator("button[name=pick]")
        if choice.count():
            press(agent, "button[name=pick]")
            assert agent.page.locator("[role=status]").count()
            assert not agent.faults()
        if agent.page.locator("textarea[name=did]").count() and not agent.page.locator("[role=status]").count():
            agent.page.fill("textarea[name=did]", "You sent the form three times without saying why it is needed.")
            agent.page.fill("textarea[name=effect]", "The customer asked each time what it was for.")
            press(agent, "main form[method=post][action='/feedback/lesson'] button")
            assert agent.page.locator("[role=status]").count()
            assert not agent.faults()
        following = agent.page.locator("main a.button.is-primary").first
        if following.get_attribute("href") == "/work":
            break
        with agent.page.expect_navigation():
            following.click()
    else:
        raise AssertionError("the lesson does not end")
