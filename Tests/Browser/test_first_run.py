"""An empty data folder: the first page makes a workspace, and every page it leads to is sound while it is empty."""


import pytest

from conftest import finish
from program import Program
from test_crawl import crawl

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
def test_the_first_visit_makes_a_workspace(look, empty, tab):
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
    more, pages = crawl(window, picture="empty")
    faults += more
    assert not faults, f"{len(faults)} faults on {pages} pages:\n" + "\n".join(faults)
