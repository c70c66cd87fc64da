"""What the script adds to pages: rows as cards on a telephone, the palette, drafts that belong to one person,
criteria that are asked or not while one answers."""

from playwright.sync_api import expect

from conftest import with_role
from test_month import an_open_review

OPEN = "all => all.forEach(one => { one.open = true })"
KEYS = "Object.keys(localStorage).filter(key => key.startsWith('draft:'))"


def test_rows_are_cards_on_a_telephone_and_a_table_on_a_desktop(demo, tab):
    program, people = demo
    lead = with_role(people, "lead")
    narrow = tab(program.address, width=390)
    narrow.sign_in(lead.mail, lead.password)
    for path in ("/conversations", "/cycles", "/people"):
        narrow.go(path)
        inside = narrow.page.evaluate(
            "[...document.querySelectorAll('main tbody td')].every(cell => {"
            " const box = cell.getBoundingClientRect(); return box.left >= 0 && box.right <= innerWidth })")
        assert inside, f"{path}: a cell is outside the window"
        assert narrow.page.locator("main tbody td[data-label]").count() > 0
        assert narrow.faults() == []
    narrow.go("/conversations")
    assert narrow.page.get_by_role("table").count() == 1 and narrow.page.get_by_role("row").count() > 5
    wide = tab(program.address)
    wide.sign_in(lead.mail, lead.password)
    wide.go("/cycles")
    assert wide.page.evaluate("getComputedStyle(document.querySelector('main tbody tr')).display") == "table-row"


def test_the_palette_leads_to_people_cycles_scorecards_and_pages(demo, tab):
    program, people = demo
    lead = with_role(people, "lead")
    window = tab(program.address)
    window.sign_in(lead.mail, lead.password)
    page = window.page
    for words, place in (("plan a", "/cycles/new"), ("quality", "/quality"), ("amara", "/people/"), ("harbour: ", "/cycles/"),
                         ("conversation q", "/scorecards/")):
        window.go("/work")
        page.keyboard.press("Control+k")
        page.keyboard.type(words)
        option = page.locator(f".palette-list [data-address^='{place}']").first
        expect(option).to_be_visible()
        assert window.faults() == []
        while option.get_attribute("aria-selected") != "true":
            page.keyboard.press("ArrowDown")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert place in page.url
    window.go("/work")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


def test_a_draft_on_the_device_is_its_writers_and_goes_at_sign_out(own_demo, tab):
    program, people = own_demo
    window = an_open_review(program, people, lambda: tab(program.address))
    page = window.page
    person = page.get_attribute("html", "data-person")
    assert person
    page.route("**/draft", lambda route: route.abort())  # the connection is gone, so the device keeps it
    page.fill("[name=feedback-0-did]", "You read the whole mail before you answered.")
    page.wait_for_function(f"{KEYS}.length === 1")
    assert page.evaluate(KEYS)[0].startswith(f"draft:{person}:")
    page.evaluate("localStorage.setItem('draft:somebody:/reviews/x/draft', JSON.stringify({ at: Date.now(), values: [] }))")
    page.unroute("**/draft")
    page.click("details.menu > summary")
    page.click("form[action='/sign-out'] button")
    page.wait_for_url("**/sign-in*")
    left = page.evaluate(KEYS)
    assert left == ["draft:somebody:/reviews/x/draft"], f"left on the device: {left}"


def test_a_criterion_is_asked_as_soon_as_its_condition_holds(own_demo, tab):
    program, people = own_demo
    analyst = with_role(people, "analyst")
    window = tab(program.address)
    window.sign_in(analyst.mail, analyst.password)
    page = window.page
    window.go("/scorecards")
    card = page.locator("a.row-link").first.get_attribute("href")
    window.go(card)
    page.locator(f"form[action='{card}/drafts'] button").click()
    page.wait_for_url("**/draft")
    condition = page.locator("select[name$='-condition']").nth(1)
    first = condition.locator("option").nth(1).get_attribute("value")
    name = condition.get_attribute("name")
    page.eval_on_selector_all("details", OPEN)
    condition.select_option(first)
    with page.expect_navigation():
        page.locator("button[value=save]").first.click()
    assert page.locator(f"input[name='{name}-option']:checked").count() == 1, "the worst answer asks for it"
    window.go(f"{card}/preview")
    skipped = page.locator("fieldset.criterion:has(> [data-not-asked])")
    assert skipped.count() == 1
    asked = page.locator("fieldset.criterion").first
    other = page.locator("fieldset.criterion").nth(1)
    other.locator("textarea").fill("Typed before it was asked")
    asked.locator("input[type=radio]").nth(3).check()
    expect(skipped).to_have_count(0)
    assert other.locator("textarea").input_value() == "Typed before it was asked"
    assert asked.locator("input:checked").count() == 1
    asked.locator("input[type=radio]").first.check()
    expect(skipped).to_have_count(1)
    assert window.faults() == []
