"""Figures: from the sentence to the metric, to its people, to the conversations behind it, and out as a file."""

import io
import re
import zipfile

from conftest import with_role


def enter(tab, program, person, **look):
    window = tab(program.address, **look)
    window.sign_in(person.mail, person.password)
    return window


def test_a_number_leads_to_its_meaning_and_to_the_conversations_behind_it(demo, tab):
    program, people = demo
    analyst = with_role(people, "analyst")
    window = enter(tab, program, analyst)
    page = window.page
    assert window.go("/measures?period=90d") == 200
    assert window.faults() == []
    lede = page.locator("p.lede").inner_text()
    assert re.search(r"\d", lede) and "opened" in lede
    window.picture("measures")
    with page.expect_navigation():
        page.get_by_role("link", name="Time to the first answer", exact=True).first.click()
    assert "/measures/metrics/first-response" in page.url and "period=90d" in page.url
    assert window.faults() == []
    assert page.get_by_text("What it tempts people to do").count() > 0
    window.picture("metric")
    with page.expect_navigation():
        page.locator("a[href*='/measures/metrics/first-response/conversations']").first.click()
    assert window.faults() == []
    window.picture("behind")
    with page.expect_navigation():
        page.locator("main tbody a[href^='/conversations/']").first.click()
    assert page.url.startswith(program.address + "/conversations/")


def test_the_busy_monday_of_the_demo_is_seen(demo, tab):
    program, people = demo
    window = enter(tab, program, with_role(people, "analyst"))
    window.go("/measures?period=90d")
    assert "Mondays" in window.page.locator("p.lede").inner_text()


def test_the_choice_is_an_address(demo, tab):
    program, people = demo
    window = enter(tab, program, with_role(people, "analyst"), width=390)
    page = window.page
    window.go("/measures")
    page.select_option("#period", "12m")
    page.select_option("#compare", "year")
    with page.expect_navigation():
        page.locator("form.filter-bar button").first.click()
    assert "period=12m" in page.url and "compare=year" in page.url
    assert window.faults() == []
    window.picture("measures-narrow")


def test_rows_leave_as_a_workbook_with_a_reason(demo, tab):
    program, people = demo
    window = enter(tab, program, with_role(people, "analyst"))
    page = window.page
    window.go("/measures?period=7d")
    page.locator("summary", has_text="one row each").click()
    page.select_option("#export-format", "xlsx")
    page.fill("#export-reason", "A look at last week")
    with page.expect_download() as download:
        page.locator("form[action='/measures/export'] button").click()
    book = zipfile.ZipFile(io.BytesIO(open(download.value.path(), "rb").read()))
    assert book.testzip() is None
    assert b"first_response_s" in book.read("xl/worksheets/sheet1.xml")


def test_every_number_opens_what_was_counted(demo, tab):
    """Calls, answers, working days: each list says as many as its number, and is sound to look at."""
    program, people = demo
    window = enter(tab, program, with_role(people, "analyst"))
    page = window.page
    for metric in ["service-level", "csat", "survey-response", "review-score", "occupancy", "adherence"]:
        window.go(f"/measures/metrics/{metric}?period=90d")
        link = page.locator("main .stat a").first
        count = re.match(r"[\d,]+", link.inner_text()).group()
        with page.expect_navigation():
            link.click()
        assert f"Behind this number: {count} " in page.locator("p.lede").inner_text(), metric
        assert page.locator("main tbody tr").count() > 0, metric
        assert window.faults() == [], metric
        window.picture(f"behind-{metric}")
