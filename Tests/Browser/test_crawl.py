"""Each role follows every link it can see: all pages answer, keep the judge content, and speak in words."""

import re
from urllib.parse import urlsplit

import pytest

from conftest import with_role
from program import ROLES

# Pages differ by what they are about; of each kind a few are enough.
KEY = re.compile(r"[0-9a-hjkmnp-tv-z]{13}|\d+|(?<=/metrics/)[a-z-]+|(?<=/kinds/)[a-zA-Z]+")
OF_A_KIND = 2
DEPTH = 4


def kind(path: str) -> str:
    parts = urlsplit(path)
    names = sorted(pair.split("=")[0] for pair in parts.query.split("&") if pair)
    return KEY.sub("*", parts.path) + "?" + "&".join(names)


def name(path: str) -> str:
    """A file name for a kind of page."""
    return re.sub(r"[^a-z0-9*]+", "-", kind(path).replace("*", "one")).strip("-") or "home"


def links(tab) -> list[str]:
    """The paths of our own pages that this one links to; downloads are asked for elsewhere."""
    found = tab.page.eval_on_selector_all(
        "a[href]:not([download])", "links => links.map(link => link.href)")
    own = [link.removeprefix(tab.address) for link in found if link.startswith(tab.address + "/")]
    pages = [link.split("#")[0] for link in own if not link.startswith("/api/")]
    return [link for link in pages if not link.split("?")[0].endswith((".csv", ".jsonl", ".json", ".xlsx", ".ics"))]


def crawl(tab, start: str = "/", picture: str = "", of_a_kind: int = OF_A_KIND,
          judged: set[str] | None = None) -> tuple[list[str], int]:
    """Follows links from one page on; the faults of all pages, and how many there were.

    A kind of page that is in `judged` was tried by axe for somebody else: what differs for this one are links and
    buttons of the same make. Layout, words and complaints are judged on each page of each person.
    """
    judged = set() if judged is None else judged
    seen: dict[str, int] = {}
    visited: set[str] = set()
    faults: list[str] = []
    level = [start]
    for _ in range(DEPTH):
        following: list[str] = []
        for path in level:
            if path in visited or seen.get(kind(path), 0) >= of_a_kind or "sign-out" in path:
                continue
            visited.add(path)
            seen[kind(path)] = seen.get(kind(path), 0) + 1
            try:
                status = tab.go(path)
            except Exception as error:  # a download or a stream: no page to judge
                if "Download" in str(error) or "ERR_ABORTED" in str(error):
                    continue
                raise
            if status != 200:
                faults.append(f"{path} answered {status}")
                tab.complaints.clear()
                continue
            is_first = seen[kind(path)] == 1
            faults += tab.faults(thoroughly=is_first and kind(path) not in judged)
            judged.add(kind(path))
            if picture and is_first:
                tab.picture(f"{picture}-{name(path)}")
            following += links(tab)
        level = following
    return faults, len(visited)


JUDGED_IN_ONE_LOOK: set[str] = set()


@pytest.mark.parametrize("role", ROLES)
def test_every_link_a_role_sees_opens_a_sound_page(role, demo, tab):
    program, people = demo
    person = with_role(people, role)
    window = tab(program.address)
    window.sign_in(person.mail, person.password)
    faults, pages = crawl(window, picture=role, judged=JUDGED_IN_ONE_LOOK)
    assert not faults, f"{len(faults)} faults on {pages} pages:\n" + "\n".join(faults)
    assert pages >= 3, f"only {pages} pages were found: the crawl did not get in"


# Together with the crawl of each role (wide, light, English): both widths in both themes, both directions of writing in
# both widths, and the language with the longest words where there is least room.
LOOKS = [
    {"width": 390, "dark": True, "language": "he-IL"},
    {"width": 1280, "dark": True, "language": "he-IL"},
    {"width": 390, "dark": False, "language": "ru-RU"},
    {"width": 1280, "dark": False, "language": "zh-CN"},
]


class Everything(set):
    """All kinds of pages there are."""

    def __contains__(self, kind) -> bool:
        return True


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look.values())))
def test_the_pages_of_a_lead_in_other_looks(look, demo, tab):
    program, people = demo
    person = with_role(people, "lead")
    window = tab(program.address, **look)
    window.sign_in(person.mail, person.password)
    window.speak()
    try:
        # The light theme is tried by axe as each role, both widths in the dark one; in light only words are new here.
        judged = None if look["dark"] else Everything()
        faults, pages = crawl(window, picture="lead", of_a_kind=1, judged=judged)
    finally:
        # Whoever meets the lead next expects English.
        window.language = "en-GB"
        window.speak()
    assert not faults, f"{len(faults)} faults on {pages} pages:\n" + "\n".join(faults)


def test_the_door_is_sound_for_somebody_without_an_account(demo, tab):
    program, _ = demo
    window = tab(program.address)
    assert window.go("/sign-in") == 200
    faults = window.faults()
    assert not faults, "\n".join(faults)
    window.picture("sign-in")
