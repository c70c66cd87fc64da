"""What every page must keep: no violation of WCAG 2.2 AA, no sideways scroll, no error, no raw key."""

import os
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from program import ROOT

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a dark theme and a narrow window can break; the rest of every page is tried wide and light as well.
AXE_COLOURS = ["color-contrast", "link-in-text-block"]
AXE_ROOM = ["target-size", "scrollable-region-focusable"]
SCREENSHOTS = ROOT / ".build/screenshots"
# A key of the catalogue that reached the page, such as `review.due`; mail addresses, versions and files look alike.
RAW_KEY = re.compile(r"(?<![\w@./:-])[a-z][a-zA-Z]+(?:\.[a-z][a-zA-Z]+)+(?![\w@/-])")
DOTTED_WORDS = re.compile(r"\.(com|org|net|example|test|invalid|csv|jsonl|json|zip|html|swift|de|io|eu)$")

# Sessions of the demo team by mail address.
SESSIONS: dict[str, str] = {}
# The titles of charts that a heading of the page says already.
REPEATED = """[...document.querySelectorAll('main figcaption:not(.visually-hidden)')].map(title => title.textContent.trim())
  .filter(title => [...document.querySelectorAll('main :is(h1, h2, h3)')].some(heading => heading.textContent.trim() === title))"""

axe = Axe()


def height(width: int) -> int:
    """Of the window of a desk or a telephone."""
    return 900 if width > 600 else 844


class Tab:
    """A page in its own context that remembers everything the browser complained about."""

    def __init__(self, browser: Browser, address: str, *, width: int = 1280, dark: bool = False,
                 language: str = "en-GB", script: bool = True) -> None:
        self.address = address
        self.width, self.dark, self.language, self.script = width, dark, language, script
        self.context: BrowserContext = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height(width)},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale=language,
            timezone_id="Europe/Berlin",
            java_script_enabled=script,
        )
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.on("requestfailed", lambda request: self._failed(request))

    def _heard(self, message: ConsoleMessage) -> None:
        # A violation of the content policy is reported as an error too.
        if message.type == "error":
            self.complaints.append(f"console: {message.text} ({message.location.get('url')})")

    def _failed(self, request) -> None:
        reason = request.failure or ""
        if "ERR_ABORTED" not in reason:
            self.complaints.append(f"request failed: {request.url} {reason}")

    def go(self, path: str) -> int:
        """Opens a path and returns the status of its answer."""
        answer = self.page.goto(path)
        assert answer is not None, f"no answer from {path}"
        return answer.status

    def sign_in(self, mail: str, password: str) -> None:
        """Comes in with the session that the demo team's data hold for the person, else by the form."""
        if mail in SESSIONS:
            self.context.add_cookies([{"name": "attune", "value": SESSIONS[mail], "url": self.address}])
            self.go("/")
            if self.page.locator("html[data-person]").count():
                return
        self.go("/sign-in")
        form = self.page.locator("form:has(input[type=password])")
        form.locator("input[type=email], input[name=email], input[name=mail]").first.fill(mail)
        form.locator("input[type=password]").fill(password)
        form.locator("button[type=submit], button:not([type])").first.click()
        self.page.wait_for_load_state()
        assert self.page.locator("input[type=password]").count() == 0, f"{mail} could not sign in: {self.text()[:400]}"

    def speak(self) -> None:
        """Sets the language of the signed-in person to that of this tab, by the profile page."""
        wanted = {"en": "en", "he": "he", "ru": "ru", "zh": "zh-Hans"}[self.language[:2]]
        self.go("/profile")
        self.page.select_option("select[name=language]", wanted)
        self.page.click("form[action='/profile'] button.is-primary")
        self.page.wait_for_load_state()
        spoken = self.page.get_attribute("html", "lang")
        assert spoken == wanted, f"the page speaks {spoken} instead of {wanted}"

    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def resize(self, width: int) -> None:
        self.width = width
        self.page.set_viewport_size({"width": width, "height": height(width)})

    @property
    def is_plain(self) -> bool:
        return self.width > 600 and not self.dark

    def violations(self, colours: bool = True) -> list[str]:
        """What axe finds, one line for each rule; needs scripts, so not on a page without them."""
        rules = AXE_TAGS if self.is_plain else AXE_COLOURS + AXE_ROOM if colours else AXE_ROOM
        result = axe.run(self.page, options={"runOnly": rules, "resultTypes": ["violations"]})
        return [
            f"axe {found['id']}: " + "; ".join(
                " ".join(map(str, node["target"])) + " " + node["html"][:120] for node in found["nodes"][:3])
            for found in result.response["violations"]
        ]

    def faults(self, thoroughly: bool = True, colours: bool = True) -> list[str]:
        """Everything wrong with the page as it stands, each with its address; by axe only if thoroughly."""
        found = list(self.complaints)
        self.complaints.clear()
        visible = self.text()
        for key in sorted(set(RAW_KEY.findall(visible))):
            if not DOTTED_WORDS.search(key):
                found.append(f"untranslated: {key}")
        # A value that was printed with its Swift name instead of as markup or text.
        found += [f"printed as a value: {name}" for name in ("HTML(text:", "Optional(") if name in visible]
        if self.script:
            if thoroughly:
                found += self.violations(colours)
            found += [f"a chart repeats the heading above it: {title}" for title in self.page.evaluate(REPEATED)]
            wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                found.append(f"scrolls sideways by {wide} px")
        where = self.page.url.removeprefix(self.address)
        return [f"{where} [{self.width} {'dark' if self.dark else 'light'} {self.language}] {fault}" for fault in found]

    def picture(self, name: str) -> None:
        """A picture of the whole page, for people to look at; where nobody does, none is taken."""
        if os.environ.get("CI"):
            return
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        look = f"{self.width}-{'dark' if self.dark else 'light'}-{self.language[:2]}"
        path = SCREENSHOTS / f"{name}-{look}.png"
        self.page.screenshot(path=path, full_page=True)

    def look_around(self, name: str) -> None:
        """A picture of what is in the window just now, not of the whole page."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")

    def close(self) -> None:
        self.context.close()
