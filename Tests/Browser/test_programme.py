"""A standing plan in a browser: the lead agrees on it and the next cycle is planned by itself; an agent moves kept time and
sees it in the calendar file."""

from datetime import date, timedelta
from urllib.request import urlopen

import pytest

from conftest import LOOKS, with_role
from judge import Tab
from test_month import press


def values(text: str, name: str) -> list[str]:
    """The values of a property in a calendar file, unfolded."""
    lines = text.replace("\r\n ", "").split("\r\n")
    return [line.split(":", 1)[1] for line in lines if line.split(":")[0].split(";")[0] == name]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_standing_plan_from_agreement_to_the_calendar_file(look, own_demo, tab):
    program, people = own_demo
    faults: list[str] = []

    def look_at(window: Tab, name: str) -> None:
        faults.extend(window.faults())
        window.picture(f"programme-{name}")

    lead = tab(program.address, **look)
    boss = with_role(people, "lead")
    lead.sign_in(boss.mail, boss.password)
    lead.speak()
    assert lead.go("/programmes") == 200
    look_at(lead, "1-list")
    lead.page.locator("a.row-link[href^='/programmes/']").first.click()
    programme = lead.page.url.removeprefix(lead.address)
    look_at(lead, "2-plan")
    planned = lead.page.locator("table a[href^='/cycles/']").count()

    # Ended and begun anew with a period of four weeks: the next one is planned at once.
    lead.page.locator("details:has(form[action$='/decisions']) > summary").click()
    lead.page.fill("form[action$='/decisions'] [name=note]", "We begin anew.")
    press(lead, "form[action$='/decisions'] button[value=ended]")
    assert lead.page.locator("a[href$='/terms']").count() == 0
    lead.page.locator("details:has(form[action$='/decisions']) > summary").click()
    press(lead, "form[action$='/decisions'] button[value=started]")
    lead.go(programme + "/terms")
    look_at(lead, "3-terms")
    lead.page.select_option("select[name=rhythm]", "fourWeekly")
    lead.page.fill("[name=minimum]", "3")
    press(lead, f"form[action='{programme}'] button.is-primary")
    assert lead.page.locator("[role=status]").count(), lead.text()[:900]
    assert lead.page.locator("table a[href^='/cycles/']").count() >= planned
    look_at(lead, "4-agreed")

    # Only the next cycle goes another way, with its reason.
    exception = "form[action$='/exception']"
    lead.page.locator(f"details:has({exception}) > summary").click()
    lead.page.fill(f"{exception} [name=minimum]", "5")
    lead.page.fill(f"{exception} [name=note]", "Fair week")
    press(lead, f"{exception} button")
    assert "Fair week" in lead.page.content()

    # What is due again is decided with a sentence.
    waiting = lead.page.locator("a.row-link[href^='/revisions/']")
    if waiting.count():
        waiting.first.click()
        look_at(lead, "5-revision")
    lead.go("/calendar")
    look_at(lead, "6-calendar-lead")
    lead.go("/protected-time")
    look_at(lead, "7-time-lead")

    agent = tab(program.address, **look)
    person = with_role(people, "agent")
    agent.sign_in(person.mail, person.password)
    agent.speak()
    agent.go("/calendar")
    look_at(agent, "8-calendar-agent")
    agent.go("/protected-time")
    look_at(agent, "9-time-agent")
    paths = agent.page.eval_on_selector_all(
        "a.row-link[href^='/protected-time/']", "links => links.map(link => link.getAttribute('href'))")
    for path in paths:
        agent.go(path)
        if agent.page.locator("form[action$='/move']").count():
            break
    agent.go("/profile")
    press(agent, "form[action='/profile/calendar'] button")
    look_at(agent, "10-address")
    address = agent.page.input_value("#address")
    assert address.startswith(program.address + "/calendar/")
    before = urlopen(address).read().decode()
    assert before.startswith("BEGIN:VCALENDAR\r\n") and before.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in before.split("\r\n"))
    assert len(values(before, "UID")) == len(set(values(before, "UID"))) >= 2

    movable = [path for path in paths if open_block(agent, path)]
    if movable:
        agent.go(movable[0])
        latest = date.fromisoformat(agent.page.get_attribute("[name=day]", "max"))
        look_at(agent, "11-block")
        agent.page.fill("[name=day]", min(latest, date.today() + timedelta(days=2)).isoformat())
        agent.page.fill("[name=time]", "16:20")
        press(agent, "form[action$='/move'] button")
        assert "16:20" in agent.text(), agent.text()[:900]
        after = urlopen(address).read().decode()
        assert max(map(int, values(after, "SEQUENCE"))) >= 1
        assert sorted(values(after, "UID")) == sorted(values(before, "UID"))
        agent.page.select_option("[name=cause]", "volume")
        press(agent, "form[action$='/cancellation'] button")
        assert "CANCELLED" in values(urlopen(address).read().decode(), "STATUS")
        look_at(agent, "12-cancelled")
    try:
        from icalendar import Calendar
    except ImportError:
        pass  # A strict reader of our own reads the same file in the tests of Web.
    else:
        events = Calendar.from_ical(urlopen(address).read()).walk("VEVENT")
        assert events and all(event.get("DTSTART") and event.get("DTSTAMP") for event in events)
    agent.go("/profile")
    press(agent, "form[action='/profile/calendar/removal'] button")
    with pytest.raises(Exception, match="404"):
        urlopen(address)
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)


def open_block(window: Tab, path: str) -> bool:
    """Whether a kept block lies ahead, so that it can be moved."""
    window.go(path)
    return window.page.locator("form[action$='/move']").count() == 1
