"""Opening hours, a goal that is looked at before it is set, and a baseline that cannot be moved."""

import re

import pytest

from conftest import with_role
from judge import Tab
from test_workshop import enter, press


def write_hours(lead: Tab) -> None:
    """Looks at what the hours mean for one mail, then saves them for the lead's own team."""
    assert lead.go("/hours/new") == 200
    assert lead.faults() == []
    lead.page.fill("#name", "North office")
    place = lead.page.locator("#place option[value^=team]").first.get_attribute("value")
    lead.page.select_option("#place", place)
    for day in range(1, 6):
        lead.page.fill(f"#day-{day}", "9-12, 13-18")
    lead.page.fill("#day-6", "9:00-13:30")
    lead.page.fill("#day-7", "")
    press(lead, "main form button[value=preview]")
    assert "is due on Monday at 13:20" in lead.text()
    lead.page.fill("#day-2", "noon")
    press(lead, "main form button[value=save]")
    assert lead.page.locator(".error-summary").count(), "what cannot be read is said"
    lead.complaints.clear()
    assert lead.faults() == []
    lead.page.fill("#day-2", "9-12, 13-18")
    press(lead, "main form button[value=save]")
    assert "09:00–12:00, 13:00–18:00" in lead.text()
    assert lead.faults() == []


def set_goal(lead: Tab) -> str:
    """From the advisor's proposal over a look at the past to a target; the path of the goal."""
    assert lead.go("/goals/advisor") == 200
    assert lead.faults() == []
    lead.page.check("input[name=job][value=solve]")
    lead.page.check("input[name=pain][value=comeBack]")
    lead.page.check("input[name=source][value=outcomes]")
    press(lead, "main form[method=get] button.is-primary")
    assert "first contact" in lead.text()
    assert lead.faults() == []
    boxes = lead.page.locator("input[name=metric]")
    for index in range(1, boxes.count()):
        boxes.nth(index).uncheck()
    press(lead, "main form[method=post] button.is-primary")
    path = re.sub(r".*(/goals/\w+)/targets.*", r"\1", lead.page.url)
    lead.page.fill("#value", "95")
    press(lead, "main form button[value=look]")
    assert "What the past says" in lead.text()
    assert lead.faults() == []
    press(lead, "main form button[value=save]")
    assert "at least 95%" in lead.text()
    assert lead.faults() == []
    return path


def lock_baseline(lead: Tab) -> str:
    """Looks at the figures, locks them; the path of the baseline."""
    assert lead.go("/baselines/new?metric=first-contact-resolution&months=1") == 200
    lead.page.fill("#title", "Before the new greeting")
    press(lead, "main form button[value=look]")
    assert "This is what would be locked" in lead.text()
    assert lead.faults() == []
    press(lead, "main form button[value=lock]")
    assert "The first month to hold against it" in lead.text()
    assert lead.faults() == []
    return re.sub(r".*(/baselines/\w+).*", r"\1", lead.page.url)


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_hours_goal_and_baseline(script, own_demo, tab):
    program, people = own_demo
    lead = enter(tab, program, with_role(people, "lead"), script=script)
    write_hours(lead)
    goal = set_goal(lead)
    lead.picture("goal")
    baseline = lock_baseline(lead)
    lead.picture("baseline")
    agent = enter(tab, program, with_role(people, "agent"), script=script)
    assert agent.go(f"{goal}/edit") == 404
    agent.complaints.clear()
    assert agent.go("/goals") == 200
    assert agent.faults() == []
    assert lead.go(baseline) == 200
    assert not lead.page.locator("main form").count(), "nothing on it can be changed"
