"""Each role follows every link it can see: all pages answer, keep the judge content, and speak in words."""

import re
from pathlib import Path
from urllib.parse import quote, urlsplit

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


class Judged:
    """Which kinds of pages axe has tried, by a file for each, so that all processes know; without a folder none."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    def claim(self, kind: str) -> bool:
        """Whether this is the first time that anybody asks for the kind."""
        if self.folder is None:
            return True
        self.folder.mkdir(exist_ok=True)
        try:
            (self.folder / quote(kind, safe="")).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


class Everything(Judged):
    """Nothing is left to be tried by axe."""

    def claim(self, kind: str) -> bool:
        return False


def crawl(tab, start: str = "/", picture: str = "", of_a_kind: int = OF_A_KIND,
          judged: Judged = Judged(), widths: tuple[int, ...] = ()) -> tuple[list[str], int]:
    """Follows links from one page on; the faults of all pages, and how many there were.

    A kind of page that is `judged` was tried by axe for somebody else: what differs for this one are links and
    buttons of the same make. Layout, words and complaints are judged on each page of each person.
    """
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
            thoroughly = is_first and judged.claim(kind(path))
            for width in widths or (tab.width,):
                if width != tab.width:
                    tab.resize(width)
                # Each colour is seen where there is most room.
                faults += tab.faults(thoroughly, colours=width == max(widths, default=width))
                if picture and is_first:
                    tab.picture(f"{picture}-{name(path)}")
            following += links(tab)
        level = following
    return faults, len(visited)


@pytest.mark.parametrize("role", ROLES)
def test_every_link_a_role_sees_opens_a_sound_page(role, demo, tab, everywhere):
    program, people = demo
    person = with_role(people, role)
    window = tab(program.address)
    window.sign_in(person.mail, person.password)
    faults, pages = crawl(window, picture=role, judged=Judged(everywhere / "judged"))
    assert not faults, f"{len(faults)} faults on {pages} pages:\n" + "\n".join(faults)
    assert pages >= 3, f"only {pages} pages were found: the crawl did not get in"


# Together with the crawl of each role (wide, light, English): both widths in both themes, both directions of writing in
# both widths, and the language with the longest words where there is least room.
LOOKS = {
    "dark-he": ({"dark": True, "language": "he-IL"}, (390, 1280)),
    "narrow-ru": ({"width": 390, "language": "ru-RU"}, ()),
    "wide-zh": ({"width": 1280, "language": "zh-CN"}, ()),
}


@pytest.mark.parametrize("look, widths", LOOKS.values(), ids=LOOKS.keys())
def test_the_pages_of_a_lead_in_other_looks(look, widths, demo, tab):
    program, people = demo
    person = with_role(people, "lead")
    window = tab(program.address, **look)
    window.sign_in(person.mail, person.password)
    window.speak()
    try:
        # The light theme is tried by axe as each role, both widths in the dark one; in light only words are new here.
        judged = Judged() if window.dark else Everything()
        faults, pages = crawl(window, picture="lead", of_a_kind=1, judged=judged, widths=widths)
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
