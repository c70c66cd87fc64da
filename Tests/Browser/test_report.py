"""The report of a month: from the choice to the sentences, on screen, on paper, and as a file that stands alone."""

import re

from conftest import with_role
from test_measures import enter


def test_a_lead_reads_a_month_and_takes_it_away(demo, tab, tmp_path):
    program, people = demo
    window = enter(tab, program, with_role(people, "lead"))
    page = window.page
    assert window.go("/reports") == 200
    assert re.search(r"/reports/(all|team-\w+)/\d{4}-\d\d$", page.url)
    assert window.faults() == []
    lede = page.locator("p.lede").inner_text()
    assert re.search(r"chance|no figures", lede)
    window.picture("report")
    chosen = page.locator("#whose option[value^='person-']").first.get_attribute("value")
    page.select_option("#whose", chosen)
    with page.expect_navigation():
        page.locator("form.filter-bar button").click()
    assert f"/reports/{chosen}/" in page.url
    assert window.faults() == []
    with page.expect_download() as download:
        page.locator(".page-actions a[download]").click()
    file = tmp_path / "report.html"
    download.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert "<style>" in text and "<script" not in text and "href=" not in text
    alone = tab(f"file://{tmp_path}", width=390)
    alone.page.goto(f"file://{file}")
    assert alone.faults() == []
    alone.page.emulate_media(media="print")
    assert alone.page.locator("h1").inner_text().startswith("Report:")


def test_an_agent_reads_their_own_month_in_hebrew_on_a_telephone(own_demo, tab):
    program, people = own_demo
    window = enter(tab, program, with_role(people, "agent"), width=390, language="he")
    window.speak()
    page = window.page
    assert window.go("/reports") == 200
    assert window.faults() == []
    own = page.locator("#whose option[value^='person-']")
    assert own.count() == 1
    page.select_option("#whose", own.first.get_attribute("value"))
    with page.expect_navigation():
        page.locator("form.filter-bar button").click()
    assert page.get_attribute("html", "dir") == "rtl"
    assert window.faults() == []
    window.picture("report-own")


def test_working_time_says_what_is_not_known(demo, tab):
    program, people = demo
    window = enter(tab, program, with_role(people, "analyst"))
    assert window.go("/measures/activity?period=90d") == 200
    assert window.faults() == []
    window.picture("activity")
