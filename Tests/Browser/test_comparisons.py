"""People beside their team, and a figure with its ups and downs: read by a lead, explained on the time axis."""

from datetime import date, timedelta

from conftest import with_role
from test_measures import enter


def test_a_lead_sees_a_team_side_by_side_and_goes_on_to_one_persons_course(demo, tab):
    program, people = demo
    window = enter(tab, program, with_role(people, "lead"))
    page = window.page
    assert window.go("/side-by-side") == 200
    assert window.faults() == []
    assert "Solved at the first contact" in page.locator("p.lede").inner_text()
    page.select_option("#months", "1")
    page.select_option("#metric", "first-response")
    with page.expect_navigation():
        page.locator("form.filter-bar button").click()
    assert "months=1" in page.url and "metric=first-response" in page.url
    assert window.faults() == []
    window.picture("side-by-side")
    table = page.locator("details.chart-table").first
    table.locator("summary").click()
    names = [name.strip() for name in table.locator("tbody th").all_inner_texts()]
    assert names == sorted(names) and len(names) > 1
    with page.expect_navigation():
        table.locator("tbody a").first.click()
    assert "/process?" in page.url and "aim=person-" in page.url
    assert window.faults() == []


def test_a_lead_explains_a_shift_on_the_time_axis(own_demo, tab):
    program, people = own_demo
    window = enter(tab, program, with_role(people, "lead"), width=390)
    page = window.page
    assert window.go("/process?unit=week") == 200
    assert window.faults() == []
    weeks = page.locator("details.chart-table").first.locator("tbody tr")
    before = weeks.count()
    assert before > 4
    page.fill("#note", "New telephone system")
    page.locator("input[name=shift]").check()
    # Five weeks ago: within what the small demo has.
    today = date.fromisoformat(page.input_value("#day"))
    page.fill("#day", (today - timedelta(days=35)).isoformat())
    with page.expect_navigation():
        page.locator("form[action='/process/notes'] button").click()
    assert window.faults() == []
    assert "New telephone system" in page.locator("main").inner_text()
    table = page.locator("details.chart-table").first
    table.locator("summary").click()
    assert table.locator("td", has_text="New telephone system").count() == 1
    assert weeks.count() == before
    window.picture("process")
