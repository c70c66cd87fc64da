"""What texts show: a rule is tried while it is written, kept, read over the past, found in the list, and judged."""

import json
from datetime import datetime, timedelta, timezone

import pytest

from conftest import copied, finish, with_role


@pytest.mark.parametrize("look", [
    {"width": 1280, "dark": False, "language": "en-GB"},
    {"width": 390, "dark": True, "language": "he-IL"},
], ids=["desk", "telephone"])
def test_a_lead_writes_a_rule_and_judges_what_it_finds(look, own_demo, tab):
    program, people = own_demo
    lead = with_role(people, "lead")
    window = tab(program.address, **look)
    window.sign_in(lead.mail, lead.password)
    window.speak()
    page = window.page

    assert window.go("/evidence") == 200
    assert "Hands work back" in window.text(), "the demo's rules are not there"
    assert not window.faults()
    window.picture("evidence")

    window.go("/evidence/rules/new")
    page.fill("#name", "Parcel asked for")
    page.fill("#text", "customer: parcel NEAR/")
    page.wait_for_selector("#trial [role=alert]")
    page.fill("#text", "customer: [order, parcel, delivery]")
    page.wait_for_selector("#trial li")
    assert page.locator("#trial mark").count() > 0, "the words that match are not marked"
    assert not window.faults()
    window.picture("evidence-rule-new")
    page.click("button.is-primary")
    page.wait_for_load_state()
    assert "/evidence/rules/" in page.url
    assert not window.faults()

    # Every earlier conversation is read again in the background.
    found = page.locator("dl.facts a").first
    for _ in range(60):
        if found.inner_text().strip() not in ("", "0"):
            break
        page.wait_for_timeout(1000)
        page.reload()
    assert found.inner_text().strip() not in ("", "0"), "the rule found nothing in the past"
    window.picture("evidence-rule")
    found.click()
    page.wait_for_load_state()
    assert page.locator("main a[href^='/conversations/']").count() > 0, "the list filters by the rule"
    page.locator("main a[href^='/conversations/']:not([href*='views'])").first.click()
    page.wait_for_load_state()
    assert not window.faults()
    window.picture("evidence-conversation")
    judged = page.locator("form[action='/evidence/opinions'] button[value='1']")
    assert judged.count() > 0, "nobody can say whether the match is right"
    judged.first.click()
    page.wait_for_load_state()
    assert not window.faults()


@pytest.fixture
def rated(stage):
    """The demo, and forty customers more who said how satisfied they were, half of them not."""
    program, people = copied(stage)
    lines = []
    for number in range(40):
        at = datetime.now(timezone.utc) - timedelta(days=3, minutes=number)
        text = "Still no refund. I will cancel." if number % 2 else "All is well, thank you."
        lines.append(json.dumps({
            "external_id": f"R-{number}", "channel": "chat", "opened_at": at.isoformat(),
            "agent": {"external_id": "7", "name": "Noa Berg"}, "customer": {"external_id": f"c{number}"},
            "messages": [{"role": "customer", "text": text}, {"role": "agent", "author": "7", "text": "I see."}],
            "survey": {"kind": "csat", "score": 1 if number % 2 else 5, "answered_at": at.isoformat()}}))
    path = program.folder / "ratings.jsonl"
    path.write_text("\n".join(lines))
    program.run("import", str(path), "--format", "jsonl", "--source", "desk")
    program.start()
    yield program, people
    finish(program)


@pytest.mark.parametrize("look", [
    {"width": 1280, "dark": True, "language": "en-GB"},
    {"width": 390, "dark": False, "language": "he-IL"},
], ids=["desk", "telephone"])
def test_an_analyst_sees_what_goes_with_dissatisfaction(look, rated, tab):
    program, people = rated
    analyst = with_role(people, "analyst")
    window = tab(program.address, **look)
    window.sign_in(analyst.mail, analyst.password)
    window.speak()
    page = window.page

    # The texts of the demo are read in the background.
    for _ in range(60):
        window.go("/evidence/drivers?period=365d")
        if page.locator("#signals-caption").count() > 0:
            break
        page.wait_for_timeout(1000)
    assert page.locator("#signals-caption").count() > 0, "no signal is compared"
    assert not window.faults()
    window.picture("drivers")
    link = page.locator("main table a[href*='csat=low'][href*='signal=']").first
    link.click()
    page.wait_for_load_state()
    assert page.locator("main a[href^='/conversations/']").count() > 0, "a signal leads to its conversations"

    assert window.go("/evidence/course") == 200
    assert page.locator("#course-caption").count() == 1
    assert not window.faults()
    window.picture("signal-course")

    window.go("/quality")
    if "/quality/" not in page.url:
        page.locator("main a[href^='/quality/']").first.click()
        page.wait_for_load_state()
    page.locator("main a[href$='/flags']").click()
    page.wait_for_load_state()
    assert not window.faults()
    window.picture("flags")
