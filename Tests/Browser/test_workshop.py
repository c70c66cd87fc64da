"""A benchmark workshop: opened by a lead, rated blind by a group, agreed on, and found beside its criterion."""

import re

import pytest

from conftest import agents_of, with_role
from judge import Tab
from program import SignIn

KIND = "Kind words, and still no day is named."


def enter(tab, program, person: SignIn, **look) -> Tab:
    window = tab(program.address, **look)
    window.sign_in(person.mail, person.password)
    return window


def press(window: Tab, selector: str) -> None:
    with window.page.expect_navigation():
        window.page.locator(selector).first.click()


def choose(window: Tab, place: int, comment: str = "") -> None:
    """Rates every criterion at the same place from the top of its scale."""
    criteria = window.page.locator("fieldset.criterion")
    for index in range(criteria.count()):
        criterion = criteria.nth(index)
        assert criterion.locator("input:checked").count() == 0, "nothing is ticked beforehand"
        options = criterion.locator("input[type=radio]:not([value=na])")
        options.nth(min(place, options.count() - 1)).check()
        criterion.locator("textarea").first.fill(comment or "Seen")


def readable_conversation(lead: Tab) -> str:
    """A conversation that the lead may read, by the address of its page."""
    lead.go("/conversations")
    return lead.page.locator("a.row-link[href^='/conversations/']").first.get_attribute("href")


def open_workshop(lead: Tab) -> tuple[str, list[str]]:
    """Opens a workshop for the first three people offered; its path and their names."""
    assert lead.go("/workshops/new?conversation=" + readable_conversation(lead)) == 200
    assert lead.faults() == []
    boxes = lead.page.locator("input[name=person]")
    names = []
    own = lead.page.locator(".menu-name").first.inner_text().strip()
    for index in range(boxes.count()):
        name = boxes.nth(index).locator("xpath=..").inner_text().strip()
        if name != own and len(names) < 3:
            boxes.nth(index).check()
            names.append(name)
    lead.page.fill("#note", "Is this complete?")
    lead.picture("workshop-new")
    press(lead, "main form[action='/workshops'] button.is-primary")
    return re.sub(r".*(/workshops/\w+).*", r"\1", lead.page.url), names


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_group_rates_blind_agrees_and_leaves_an_example(script, own_demo, tab):
    program, people = own_demo
    program.stop()
    agents = agents_of(program, people)
    program.start()
    lead = enter(tab, program, with_role(people, "lead"), script=script)
    path, names = open_workshop(lead)
    assert len(names) == 3
    raters = []
    for person in agents:
        window = enter(tab, program, person, script=script)
        if window.page.locator(".menu-name").first.inner_text().strip() in names:
            raters.append(window)
        elif len(raters) < 3:
            assert window.go(path) == 404, "who was not invited finds nothing"
            window.complaints.clear()
    assert len(raters) == 3

    for place, rater in enumerate(raters):
        rater.go("/work")
        assert rater.page.locator("a[href^='/workshops']").count(), "it waits on my work"
        assert rater.go(path) == 200
        assert rater.faults() == []
        choose(rater, place, KIND if place == 0 else "")
        if place == 0:
            rater.picture("workshop-rating")
        press(rater, "form.scorecard .form-actions button.is-primary")
        if place < 2:
            assert lead.go(path) == 200
            assert KIND not in lead.text(), "nobody sees ratings before the rating ends"
            assert lead.page.locator("svg").count() == 0
            assert lead.faults() == []

    assert lead.go(path) == 200
    assert lead.page.locator("figure.chart svg[role=img]").count() >= 3
    assert KIND in lead.text()
    assert lead.faults() == []
    lead.picture("workshop-talk")
    card = lead.page.locator("section[id^=criterion-]").first
    name = card.locator("h2").inner_text()
    card.locator("input[name=option]").nth(1).check()
    card.locator("textarea[name=discussion]").fill("We read it twice.")
    card.locator("textarea[name=why]").fill("One question stays open.")
    card.locator("input[name=keep]").check()
    with lead.page.expect_navigation():
        card.locator("form .form-actions button").click()
    press(lead, f"form[action='{path}/closing'] button")
    assert lead.faults() == []
    lead.picture("workshop-closed")

    reader = raters[0]
    assert reader.go("/benchmarks") == 200
    assert "One question stays open." in reader.text()
    assert reader.faults() == []
    reader.picture("benchmarks")
    reader.page.locator("a[href^='/benchmarks/']", has_text=re.compile(re.escape(name))).first.click()
    reader.page.wait_for_load_state()
    assert reader.faults() == []


def test_examples_stand_beside_the_criterion_and_open_by_keyboard(demo, tab):
    program, people = demo
    agent = enter(tab, program, with_role(people, "agent"))
    agent.go("/work")
    agent.go(agent.page.locator("a.row-link[href^='/reviews/']").first.get_attribute("href"))
    guide = agent.page.locator("fieldset.criterion details.guide:has(.examples)").first
    assert guide.get_attribute("open") is None, "an example does not push itself forward"
    guide.locator("summary").focus()
    agent.page.keyboard.press("Enter")
    assert guide.locator("blockquote, dd p").first.is_visible()
    assert agent.page.locator("fieldset.criterion details.guide").count() > guide.count(), "and what it serves"
    assert agent.faults() == []
    agent.picture("review-guide")


LOOKS = [{}, {"width": 390, "dark": True}, {"language": "he-IL"}, {"width": 390, "dark": True, "language": "he-IL"}]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look.values())) or "wide")
def test_purpose_procedures_and_benchmarks_in_every_look(look, own_demo, tab):
    program, people = own_demo
    lead = enter(tab, program, with_role(people, "lead"), **look)
    agent = enter(tab, program, with_role(people, "agent"), **look)
    if "language" in look:
        lead.speak()
        agent.speak()
    for window, name, path in [
        (lead, "purpose", "/purpose"), (lead, "purpose-draft", "/purpose/draft"),
        (lead, "procedures", "/procedures"), (lead, "procedure-new", "/procedures/new"),
        (lead, "benchmarks", "/benchmarks"), (lead, "workshops", "/workshops"),
        (lead, "workshop-new", "/workshops/new"), (agent, "work", "/work"),
        (agent, "agent-procedures", "/procedures"), (agent, "agent-benchmarks", "/benchmarks"),
    ]:
        assert window.go(path) == 200, path
        assert window.faults() == []
        window.picture(name)
    for window, name, path, link in [
        (lead, "procedure", "/procedures", "a.row-link"), (agent, "agent-procedure", "/procedures", "a.row-link"),
        (agent, "agent-benchmark", "/benchmarks", "a[href^='/benchmarks/']"),
        (lead, "workshop", "/workshops", "a.row-link >> nth=0"), (lead, "workshop-old", "/workshops", "a.row-link >> nth=-1"),
        (agent, "agent-workshop", "/workshops", "a.row-link"), (lead, "scorecard", "/scorecards", "a.row-link"),
    ]:
        window.go(path)
        window.go(window.page.locator(link).first.get_attribute("href"))
        assert window.faults() == []
        window.picture(name)


def test_a_procedure_is_read_and_said_to_be_read(own_demo, tab):
    program, people = own_demo
    agent = enter(tab, program, with_role(people, "agent"), script=False)
    agent.go("/work")
    owed = agent.page.locator("a[href^='/procedures/']")
    count = owed.count()
    assert count > 0, "what is to be read waits on my work"
    agent.go(owed.first.get_attribute("href"))
    press(agent, "form[action$='/acknowledgement'] button")
    agent.go("/work")
    assert agent.page.locator("a[href^='/procedures/']").count() == count - 1
    lead = enter(tab, program, with_role(people, "lead"))
    lead.go("/procedures")
    lead.go(lead.page.locator("a.row-link").nth(2).get_attribute("href"))
    waiting = lead.page.locator("section.card h3").first
    assert waiting.is_visible()
    assert lead.faults() == []
