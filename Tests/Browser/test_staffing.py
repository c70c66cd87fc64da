"""From a file of half-hours to the chance of today: a queue, its forecast, its need, the lead's desk."""

import datetime

import pytest

from conftest import with_role
from judge import Tab
from test_workshop import enter, press


def half_hours(weeks: int) -> str:
    """A line from nine to five on weekdays, steady but for one day."""
    today = datetime.date.today()
    rows = ["Interval Start,Contacts Offered,Handled,Handle Time"]
    for ago in range(7 * weeks, 0, -1):
        day = today - datetime.timedelta(days=ago)
        if day.weekday() > 4:
            continue
        for slot in range(18, 34):
            count = 5 + (slot * 7 + ago * 3) % 4
            if ago in (20, 21, 22) and day.weekday() in (1, 2, 3):
                count *= 3
            rows.append(f"{day}T{slot // 2:02}:{slot % 2 * 30:02},{count},{count},{count * 250}")
    rows.append("soon,1,1,1")
    return "\n".join(rows)


def open_queue(lead: Tab) -> str:
    """Opens a queue for calls; its path."""
    assert lead.go("/staffing/queues/new") == 200
    assert lead.faults() == []
    lead.page.fill("#name", "North line")
    for day in range(1, 6):
        lead.page.fill(f"#day-{day}", "9-17")
    for day in (6, 7):
        lead.page.fill(f"#day-{day}", "")
    lead.page.fill("#share", "all of it")
    press(lead, "main form.form button.is-primary")
    assert lead.page.locator(".error-summary").count(), "what cannot be read is said"
    lead.complaints.clear()
    assert lead.faults() == []
    lead.page.fill("#share", "80")
    press(lead, "main form.form button.is-primary")
    assert "Saved" in lead.text()
    return "/staffing/queues/" + lead.page.url.rsplit("/", 1)[1]


def upload(lead: Tab) -> None:
    assert lead.go("/staffing/intervals/new") == 200
    assert lead.faults() == []
    lead.page.fill("#queue", "North line")
    lead.page.fill("#pasted", half_hours(9))
    press(lead, "main form.form button.is-primary")
    assert "Rows that could not be taken" in lead.text()
    assert "soon" in lead.text()
    assert lead.faults() == []
    press(lead, "main form.form button.is-primary")
    assert "read" in lead.text()
    assert lead.faults() == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_from_half_hours_to_today(script, own_demo, tab):
    program, people = own_demo
    lead = enter(tab, program, with_role(people, "lead"), script=script)
    queue = open_queue(lead)
    upload(lead)

    assert lead.go(f"{queue}/forecast") == 200
    assert "How good it was" in lead.text()
    assert lead.faults() == []
    assert lead.go(f"{queue}/volumes") == 200
    assert "Left in the menu" in lead.text()
    assert lead.faults() == []

    assert lead.go(queue) == 200
    assert "Who is there" not in lead.text()
    assert lead.faults() == []
    lead.page.locator("#more").press("ArrowLeft")
    if script:
        lead.page.locator("#more-shown", has_text="−1").wait_for()
    else:
        press(lead, "main form.filter-bar button")
    assert "With this change the chance goes from" in lead.text()
    assert lead.faults() == []

    assert lead.go(f"{queue}/days") == 200
    assert lead.faults() == []
    assert lead.go(f"{queue}/promise?people=2&calls=6") == 200
    assert "Answered within" in lead.text()
    assert lead.faults() == []

    assert lead.go("/staffing/special-days") == 200
    assert "Was something special?" in lead.text()
    assert lead.faults() == []
    lead.page.locator("main form.inline-form button[value=ordinary]").first.click()
    lead.page.wait_for_load_state()
    assert "Kept." in lead.text()

    assert lead.go("/desk") == 200
    assert "North line" in lead.text()
    assert lead.faults() == []
    lead.picture("desk")
    agent = enter(tab, program, with_role(people, "agent"), script=script)
    assert agent.go("/desk") == 404
    agent.complaints.clear()
