"""The whole month in a browser: a lead plans and opens a cycle, agents look at their own work and review each other,
the lead shares, and the reviewed agent reads and acknowledges."""

from datetime import date, timedelta

import pytest

from conftest import LOOKS, agents_of, with_role
from judge import Tab

DID = "You summed up the order and its number before you answered."
EFFECT = "The customer saw at once that you had read everything."
NEXT = "Say the day of delivery in the first sentence."


def reviews(tab: Tab, path: str = "/work") -> list[str]:
    """The reviews a page lists, without their order's meaning."""
    assert tab.go(path) == 200
    found = tab.page.eval_on_selector_all(
        "a.row-link[href^='/reviews/']", "links => links.map(link => link.getAttribute('href'))")
    return list(dict.fromkeys(found))


def press(tab: Tab, selector: str) -> None:
    """Presses a button that leads to another page, and says yes if the page asks once more."""
    with tab.page.expect_navigation():
        tab.page.locator(selector).first.click()


def rate(tab: Tab) -> int:
    """Answers every criterion that is asked, one of them less than well, with the reason."""
    criteria = tab.page.locator("fieldset.criterion:not(:has(> [data-not-asked]))")
    count = criteria.count()
    for place in range(count):
        criterion = criteria.nth(place)
        options = criterion.locator("input[type=radio]:not([value=na])")
        options.nth(1 if place == 1 and options.count() > 2 else 0).check()
        if place == 1:
            criterion.locator("textarea").first.fill("The second question had no answer.")
    return count


def praise(tab: Tab) -> None:
    if tab.page.locator("[name=feedback-0-did]").count():
        tab.page.fill("[name=feedback-0-did]", DID)
        tab.page.fill("[name=feedback-0-effect]", EFFECT)


SUBMIT = "form.scorecard .form-actions button.is-primary"


def hand_in(tab: Tab) -> None:
    path = tab.page.url
    press(tab, SUBMIT)
    assert tab.page.locator("main .notice.is-good, main > [role=status]").count(), \
        f"{path} was not handed in:\n" + tab.page.locator("main").inner_text()[:900]


def plan_and_open(lead: Tab) -> str:
    """Plans a cycle about last month, two days after the first, and opens it; its path.

    It is to be shared tomorrow: on its day the server would share it by itself, whoever is still writing.
    """
    today = date.today()
    last = today.replace(day=1) - timedelta(days=1)
    assert lead.go("/cycles/new") == 200
    days = {"first": last.replace(day=3), "last": last, "reflect": today, "review": today, "share": today + timedelta(days=1)}
    for name, day in days.items():
        lead.page.fill(f"input[name={name}]", day.isoformat())
    lead.page.fill("input[name=minimum]", "1")
    press(lead, "main form[action='/cycles'] button.is-primary")
    path = lead.page.url.removeprefix(lead.address)
    assert path.startswith("/cycles/") and path != "/cycles/new", lead.text()[:900]
    press(lead, "form[action$='/opening'] button.is-primary")
    assert lead.page.locator("form[action$='/sharing']").count() == 1, lead.text()[:900]
    return path


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_month_from_the_plan_to_the_acknowledgement(look, own_demo, tab):
    program, people = own_demo
    program.stop()
    agents = agents_of(program, people)
    program.start()
    faults: list[str] = []

    def look_at(window: Tab, name: str) -> None:
        faults.extend(window.faults())
        window.picture(f"month-{name}")

    lead = tab(program.address, **look)
    boss = with_role(people, "lead")
    lead.sign_in(boss.mail, boss.password)
    lead.speak()

    # Everybody keeps a window open; what is new in it after the opening belongs to this cycle.
    windows: dict[str, Tab] = {}
    before: dict[str, set[str]] = {}
    for person in agents:
        window = windows[person.mail] = tab(program.address, **look)
        window.sign_in(person.mail, person.password)
        before[person.mail] = set(reviews(window))
    lead.go("/cycles")
    look_at(lead, "1-cycles")
    cycle = plan_and_open(lead)
    look_at(lead, "2-opened")

    mine = {mail: [path for path in reviews(window) if path not in before[mail]] for mail, window in windows.items()}
    busy = [mail for mail, paths in mine.items() if paths]
    assert len(busy) >= 3, f"only {len(busy)} of {len(agents)} agents got work from the cycle"
    # One of them is looked at; the others only do their part.
    windows[busy[0]].speak()

    refused = False
    for mail in busy:
        window = windows[mail]
        for path in mine[mail]:
            assert window.go(path) == 200
            first = mail == busy[0]
            if first:
                look_at(window, "3-review-untouched")
                assert window.page.locator("form.scorecard input[type=radio]:checked").count() == 0, "something was ticked"
            assert rate(window) >= 3
            praise(window)
            if not refused and window.page.locator("[name=feedback-2-did]").count():
                # Criticism without a next step comes back with a kind word, and nothing typed is lost.
                window.page.fill("[name=feedback-2-did]", "The delivery day came last.")
                window.page.fill("[name=feedback-2-effect]", "The customer had to ask again.")
                press(window, SUBMIT)
                assert window.page.locator("[role=alert] a[href='#feedback-2-nextStep'], .error-summary").count(), window.text()[:900]
                assert window.page.input_value("[name=feedback-2-did]") == "The delivery day came last."
                window.complaints.clear()  # the refusal's own 422 is told to the console
                look_at(window, "4-refused")
                window.page.locator("[name^=feedback-2-]").nth(2).fill(NEXT)
                refused = True
            elif first:
                look_at(window, "3-review-filled")
            hand_in(window)
    assert refused, "no form asked for feedback"

    # Nothing is read before it is shared.
    read_before = {mail: set(reviews(windows[mail], "/received")) for mail in busy}
    lead.go(cycle)
    look_at(lead, "5-before-sharing")
    reason = lead.page.locator("form[action$='/sharing'] [name=reason]")
    if reason.count():
        reason.fill("Everybody is done.")
    # While something is missing, sharing before the day is folded away.
    lead.page.eval_on_selector_all("main details", "all => all.forEach(one => { one.open = true })")
    press(lead, "form[action$='/sharing'] button")
    look_at(lead, "6-shared")

    acknowledged = 0
    for mail in busy:
        window = windows[mail]
        fresh = [path for path in reviews(window, "/received") if path not in read_before[mail]]
        if mail == busy[0]:
            look_at(window, "7-received")
        for path in fresh[:1]:
            assert window.go(path) == 200
            assert DID in window.text(), "the feedback is not on the page"
            look_at(window, "8-read")
            window.page.locator("form[action$='/acknowledgement'] textarea").fill("Thank you, I shall try it.")
            press(window, "form[action$='/acknowledgement'] button")
            assert window.page.locator("form[action$='/acknowledgement']").count() == 0, window.text()[:600]
            acknowledged += 1
        window.go("/progress")
        if mail == busy[0]:
            look_at(window, "9-progress")
    assert acknowledged >= 3, f"only {acknowledged} reviews could be acknowledged"
    lead.go("/quality")
    look_at(lead, "10-quality")
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)


def an_open_review(program, people, make) -> Tab:
    """A window on a review of somebody else that waits to be written; the demo has a cycle under way."""
    program.stop()
    agents = agents_of(program, people)
    program.start()
    for person in agents:
        window = make()
        window.sign_in(person.mail, person.password)
        for path in reviews(window):
            window.go(path)
            if window.page.locator("[name=feedback-0-did]").count() and \
                    not window.page.locator("form.scorecard input[type=radio]:checked").count():
                return window
        window.close()
    raise AssertionError("no agent of the demo has a review to write")


def test_a_review_is_written_without_scripts(own_demo, tab):
    program, people = own_demo
    window = an_open_review(program, people, lambda: tab(program.address, script=False))
    path = window.page.url
    assert rate(window) >= 3
    window.page.fill("[name=feedback-0-did]", DID)
    window.page.locator("form.scorecard button[formaction$='/draft']").click()
    window.page.wait_for_load_state()
    assert window.go(path) == 200
    assert window.page.input_value("[name=feedback-0-did]") == DID, "the draft was not kept"
    assert window.page.locator("form.scorecard input[type=radio]:checked").count() >= 3
    praise(window)
    hand_in(window)
    faults = window.faults()
    assert not faults, "\n".join(faults)


def test_a_review_is_written_with_the_keyboard_alone(own_demo, tab):
    program, people = own_demo
    window = an_open_review(program, people, lambda: tab(program.address))
    keyboard, page = window.page.keyboard, window.page
    asked = page.locator("fieldset.criterion:not(:has(> [data-not-asked]))").count()
    for _ in range(asked + 2):
        keyboard.press("r")  # the next criterion without an answer
        here = page.evaluate("document.activeElement.closest('fieldset.criterion')?.id ?? ''")
        assert here, "the key did not lead to a criterion"
        if page.locator(f"#{here} input:checked").count():
            break
        best = page.eval_on_selector(f"#{here}", "one => one.querySelector('[data-pick]').dataset.pick")
        keyboard.press(best)
        assert page.locator(f"#{here} input:checked").count() == 1, f"{best} chose nothing in {here}"
    for _ in range(80):
        if page.evaluate("document.activeElement.name") == "feedback-0-did":
            break
        keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "feedback-0-did", "Tab does not lead to the feedback"
    keyboard.type(DID)
    keyboard.press("Tab")
    keyboard.type(EFFECT)
    page.locator("[data-saved]:not(:empty)").wait_for()
    with page.expect_navigation():
        keyboard.press("Control+Enter")
    assert page.locator("main .notice.is-good, main > [role=status]").count(), window.text()[:900]
    faults = window.faults()
    assert not faults, "\n".join(faults)
