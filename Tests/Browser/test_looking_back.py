"""Looking back in a browser: an agent scores their own work blind, the lead shares, the agent reads both sides beside each
other, writes a second reflection and shows it to the lead, and makes a plan of it; the news waits among the notices."""

import pytest

from conftest import LOOKS, agents_of, with_role
from judge import Tab
from test_month import hand_in, praise, press, rate, reviews

SURPRISED = "That the second question stayed open."
ACTION = "Count the question marks before I send."
NOTE = "Done on most days."


def own_view(agent: Tab) -> str:
    """The path of a conversation of one's own that waits to be scored."""
    for page in ("/work", "/work?tab=overdue"):
        agent.go(page)
        own = agent.page.locator("tr:has(td:nth-child(2) > .badge.is-plain:first-child) a.row-link")
        if own.count():
            return own.first.get_attribute("href")
    raise AssertionError("no own view waits")


def hand_in_about(name: str, colleagues, new_tab):
    """One colleague hands in a review of somebody's work, if any is still to be written: on some days none has been
    handed in yet, on others all have."""
    whose = f"tr:has(td:nth-child(2) > span[dir=auto]:text-is('{name}')) a.row-link"
    for colleague in colleagues:
        window = new_tab()
        window.sign_in(colleague.mail, colleague.password)
        for page in ("/work", "/work?tab=overdue"):
            window.go(page)
            if window.page.locator(whose).count():
                window.go(window.page.locator(whose).first.get_attribute("href"))
                rate(window)
                praise(window)
                hand_in(window)
                return


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_from_the_own_view_to_a_plan(look, own_demo, tab):
    program, people = own_demo
    program.stop()
    agents = agents_of(program, people)
    program.start()
    faults: list[str] = []

    def look_at(window: Tab, name: str) -> None:
        faults.extend(window.faults())
        window.picture(f"back-{name}")

    agent, lead = tab(program.address, **look), tab(program.address, **look)
    for window, role in ((agent, "agent"), (lead, "lead")):
        person = with_role(people, role)
        window.sign_in(person.mail, person.password)
        window.speak()

    agent.go(own_view(agent))
    look_at(agent, "0-blind")
    assert agent.page.locator("form.scorecard input[type=radio]:checked").count() == 0
    assert rate(agent) >= 3
    praise(agent)
    hand_in(agent)
    before = reviews(agent, "/received")
    name = agent.page.locator(".menu-name").first.inner_text()
    colleagues = [one for one in agents if one.mail != with_role(people, "agent").mail]
    hand_in_about(name, colleagues, lambda: tab(program.address))

    assert lead.go("/cycles") == 200
    cycle = lead.page.locator("tr:has(.badge.is-active) a.row-link").first.get_attribute("href")
    lead.go(cycle)
    lead.page.locator("details:has(form[action$='/sharing']) summary").click()
    lead.page.fill("form[action$='/sharing'] [name=reason]", "Everybody is done.")
    press(lead, "form[action$='/sharing'] button")

    # The news leads to what it is about, and is read then.
    assert agent.go("/notices") == 200
    look_at(agent, "1-notices")
    news = agent.page.locator("tbody tr:has(.badge.is-active)")
    waiting = news.count()
    assert waiting >= 1, agent.text()[:900]
    opened = 0
    while not agent.page.url.endswith("/received"):
        assert opened < waiting, "no news of the sharing"
        agent.go("/notices")
        press(agent, "tbody tr:has(.badge.is-active) form button")
        opened += 1
    assert len(reviews(agent, "/received")) > len(before)
    agent.go("/notices")
    assert news.count() == waiting - opened
    assert agent.go(cycle) == 200
    look_at(agent, "2-cycle")

    # Both sides, and what one makes of them.
    assert agent.go("/reflections") == 200
    look_at(agent, "3-reflections")
    place = agent.page.locator("a.row-link").first.get_attribute("href")
    agent.go(place)
    assert agent.page.locator("main table").count() >= 2
    look_at(agent, "4-both-sides")
    agent.page.fill("#surprised", SURPRISED)
    press(agent, "form:has(#surprised) button.is-primary")
    assert agent.page.input_value("#surprised") == SURPRISED
    look_at(agent, "5-written")
    person = agent.page.get_attribute("html", "data-person")
    shown = "a[href^='/reflections/read/']"
    lead.go(f"/progress/{person}")
    earlier = lead.page.locator(shown).count()
    press(agent, "form[action$='/sharing'] button")
    lead.go(f"/progress/{person}")
    assert lead.page.locator(shown).count() == earlier + 1
    press(lead, shown)
    assert SURPRISED in lead.text()
    look_at(lead, "6-shown-to-the-lead")
    read = lead.page.url.removeprefix(lead.address)
    press(agent, "form[action$='/sharing'] button")
    assert lead.go(read) == 404
    lead.complaints.clear()  # the page that is gone is told to the console

    # From words to a plan.
    press(agent, "main a.button[href='/learning']")
    look_at(agent, "7-learning")
    press(agent, "form[action='/learning/focus'] button")
    card = agent.page.locator("section.card[id^=focus-]").first
    card.locator("textarea[name=action]").fill(ACTION)
    press(agent, "form[action$='/steps'] button")
    card = agent.page.locator("section.card[id^=focus-]").first
    assert ACTION in card.inner_text()
    look_at(agent, "8-planned")
    card.locator("tbody details summary").first.click()
    card.locator("tbody input[name=note]").fill(NOTE)
    press(agent, "section.card[id^=focus-] button[value=done]")
    assert NOTE in agent.page.locator("section.card[id^=focus-]").first.inner_text()
    look_at(agent, "9-done")
    lead.go(f"/learning/{person}")
    assert ACTION in lead.text()
    look_at(lead, "10-learning-of-an-agent")
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)
