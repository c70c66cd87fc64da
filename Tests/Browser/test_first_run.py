"""An empty data folder: the first page makes a workspace, and every page it leads to is sound while it is empty."""


import pytest

from conftest import finish
from program import Program, SignIn, Visitor
from test_crawl import Judged, crawl

PASSWORD = "wide-river-quiet-lantern"


@pytest.fixture
def empty():
    program = Program()
    program.start()
    yield program
    finish(program)


@pytest.mark.parametrize("look", [
    {"width": 1280, "dark": False, "language": "en-GB"},
    {"width": 390, "dark": True, "language": "he-IL"},
], ids=["english", "hebrew"])
def test_the_first_visit_makes_a_workspace(look, empty, tab, everywhere):
    window = tab(empty.address, **look)
    assert window.go("/") == 200
    faults = window.faults()
    window.picture("first-run")
    fields = {"workspace": "Harbour Desk", "team": "First line", "name": "Noor Haddad",
              "email": "noor@desk.example", "password": PASSWORD}
    for name, value in fields.items():
        window.page.fill(f"[name={name}]", value)
    window.page.click("main form button.is-primary")
    window.page.wait_for_load_state()
    assert "welcome" not in window.page.url, window.text()[:600]
    faults += window.faults()
    judged = Judged(everywhere / "judged-empty") if window.is_plain else Judged()
    more, pages = crawl(window, picture="empty", judged=judged)
    faults += more
    assert not faults, f"{len(faults)} faults on {pages} pages:\n" + "\n".join(faults)


EMPTY_ROLES = ("agent", "lead", "analyst", "planner", "auditor")


def test_every_role_finds_sound_pages_before_anything_is_there(empty, tab, everywhere):
    """Empty pages say what will be there; they are the first that a new team sees."""
    begin(empty)
    assert empty.stop() == 0
    people = []
    for role in EMPTY_ROLES:
        mail = f"{role}@desk.example"
        printed = empty.run("user", "add", f"Someone {role}", mail, "--role", role, "--team", "First line")
        people.append(SignIn(mail, [role], printed.split()[-1]))
    empty.start()
    faults = []
    judged = Judged(everywhere / "judged-empty")
    for person in people:
        window = tab(empty.address)
        window.sign_in(person.mail, person.password)
        found, pages = crawl(window, picture=f"empty-{person.roles[0]}", judged=judged)
        faults += [f"{person.roles[0]}: {fault}" for fault in found]
        assert pages >= 2, f"the {person.roles[0]} found {pages} pages"
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults)


def begin(program: Program) -> None:
    """The first run without a browser."""
    visitor = Visitor(program)
    fields = {"workspace": "Harbour Desk", "team": "First line", "name": "Noor Haddad", "email": "noor@desk.example",
              "password": PASSWORD, "language": "en", "zone": "Europe/Berlin", "opens": "09:00", "closes": "17:00",
              "day": "1"}
    status, _, text = visitor.ask("POST", "/welcome", {**visitor.hidden(visitor.get("/welcome")), **fields})
    assert status == 303, f"the first run answered {status}: {text[:500]}"
