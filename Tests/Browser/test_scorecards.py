"""Scorecards: written without script, tried in the preview, published, and read by those who are reviewed."""

import pytest
from playwright.sync_api import expect

from conftest import with_role


def first_scorecard(tab) -> str:
    tab.go("/scorecards")
    return tab.page.locator("a.row-link").first.get_attribute("href")


def test_an_analyst_edits_and_publishes_without_script(own_demo, tab):
    program, people = own_demo
    analyst = with_role(people, "analyst")
    plain = tab(program.address, script=False)
    plain.sign_in(analyst.mail, analyst.password)
    card = first_scorecard(plain)
    page = plain.page

    plain.go(card)
    page.locator(f"form[action='{card}/drafts'] button").click()
    weights = page.locator("input[name^=section-][name$=-share]")
    weights.first.fill("70")
    page.fill("textarea[name=purpose]", "Every customer leaves with the right answer.")
    page.locator("button[value^='add-criterion:']").first.click()
    assert weights.first.input_value() == "70", "what was typed is kept by every button"
    total = sum(float(field.input_value()) for field in weights.all())
    assert abs(total - 100) < 0.11, f"the weights total {total}"
    assert page.locator(".notice.is-bad li").count() >= 2, "the new criterion is not ready, and the page says so"
    page.locator("button[value^='remove-criterion:']").nth(2).click()
    page.locator("button[value=publish]").first.click()
    page.fill("#note", "More weight on the answer")
    page.locator(f"form[action='{card}/publication'] button").click()
    assert "2" in page.locator(".lede").inner_text()
    assert plain.faults() == []


@pytest.mark.parametrize("look", [{}, {"width": 390, "dark": True}, {"language": "he"}], ids=["wide", "phone", "hebrew"])
def test_the_preview_scores_while_it_is_answered(look, own_demo, tab):
    program, people = own_demo
    analyst = with_role(people, "analyst")
    seen = tab(program.address, **look)
    seen.sign_in(analyst.mail, analyst.password)
    if "language" in look:
        seen.speak()
    card = first_scorecard(seen)
    page = seen.page

    seen.go(f"{card}/preview")
    assert page.locator("fieldset.criterion input:checked").count() == 0, "nothing is ticked beforehand"
    criteria = page.locator("fieldset.criterion").count()
    for index in range(criteria):
        page.locator("fieldset.criterion").nth(index).locator("input[type=radio]").first.check()
    expect(page.locator(".live-score-value")).to_contain_text("100")
    page.wait_for_load_state("networkidle")
    assert seen.faults() == []
    seen.picture("scorecard-preview")

    seen.go(card)
    assert seen.faults() == []
    page.locator(f"form[action='{card}/drafts'] button, a[href='{card}/draft']").first.click()
    page.wait_for_url("**/draft")
    assert seen.faults() == []
    seen.picture("scorecard-editor")


def test_an_agent_reads_the_scorecard_and_cannot_change_it(demo, tab):
    program, people = demo
    agent = with_role(people, "agent")
    seen = tab(program.address)
    seen.sign_in(agent.mail, agent.password)
    card = first_scorecard(seen)
    seen.go(card)
    assert seen.page.locator("main form[method=post]").count() == 0
    assert seen.faults() == []
    for hidden in ["draft", "publication"]:
        assert seen.go(f"{card}/{hidden}") == 404
        seen.complaints.clear()
