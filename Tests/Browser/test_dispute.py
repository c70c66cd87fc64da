"""Disagreement in a browser: an agent disputes a score, the lead accepts in part, and the agent reads the corrected score
beside the old one."""

import pytest

from conftest import LOOKS, with_role
from judge import Tab
from test_month import press, reviews

WHY = "The delivery day is in the first message."
HALF = "It is there, but the customer had to ask once more."


def disputable(agent: Tab) -> str:
    """The path of a review the agent may still disagree with."""
    for path in reviews(agent, "/received"):
        agent.go(path)
        if agent.page.locator(f"a[href='{path}/dispute']").count():
            return path
    raise AssertionError("no review of the agent can be disputed")


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_dispute_from_the_agent_to_the_corrected_score(look, own_demo, tab):
    program, people = own_demo
    faults: list[str] = []

    def look_at(window: Tab, name: str) -> None:
        faults.extend(window.faults())
        window.picture(f"dispute-{name}")

    agent, lead = tab(program.address, **look), tab(program.address, **look)
    for window, role in ((agent, "agent"), (lead, "lead")):
        person = with_role(people, role)
        window.sign_in(person.mail, person.password)
        window.speak()

    path = disputable(agent)
    before = agent.page.locator(".live-score-value").inner_text()
    look_at(agent, "1-review")
    # Two clicks: in, and away.
    press(agent, f"a[href='{path}/dispute']")
    form = agent.page.locator(f"form[action='{path}/dispute']")
    look_at(agent, "2-form")
    form.locator("details summary").first.click()
    form.locator("select[name^=proposal-]").first.select_option(index=1)
    press(agent, f"form[action='{path}/dispute'] button.is-primary")
    assert agent.page.locator(".error-summary a[href^='#reason-']").count() == 1, agent.text()[:900]
    agent.complaints.clear()  # the refusal's own 422 is told to the console
    look_at(agent, "3-refused")
    agent.page.locator("textarea[name^=reason-]").first.fill(WHY)
    press(agent, f"form[action='{path}/dispute'] button.is-primary")
    place = agent.page.url.removeprefix(agent.address)
    assert place.startswith("/disputes/"), agent.text()[:900]
    look_at(agent, "4-sent")

    lead.go("/work")
    assert lead.page.locator("main a[href='/disputes']").count(), "nobody tells the lead"
    lead.go("/disputes")
    assert lead.page.locator(f"a[href='{place}']").count() == 1
    look_at(lead, "5-list")
    lead.go(place)
    assert WHY in lead.text()
    look_at(lead, "6-decide")
    lead.page.locator("input[name^=outcome-][value=partly]").check()
    lead.page.locator("select[name^=option-]").select_option(index=1)
    lead.page.locator("textarea[name^=reason-]").fill(HALF)
    press(lead, "form[action$='/decision'] button.is-primary")
    assert lead.page.locator("form[action$='/decision']").count() == 0, lead.text()[:900]
    look_at(lead, "7-decided")
    lead.go("/disputes/figures")
    look_at(lead, "8-figures")

    agent.go(path)
    after = agent.page.locator(".live-score-value").inner_text()
    assert before != after and before in agent.page.locator(".review-scorecard").inner_text()
    assert agent.page.locator("del").count() >= 1
    look_at(agent, "9-corrected")
    agent.go(place)
    assert HALF in agent.text()
    agent.go("/received")
    look_at(agent, "10-received")
    agent.go("/disputes/rules")
    look_at(agent, "11-rules")
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)
