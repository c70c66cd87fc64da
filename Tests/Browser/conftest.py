"""What the browser tests share: one browser, one server with the demo team, and its people."""

import json
import os
import re
import shutil
import time
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import judge
from judge import Tab
from program import ROLES, Program, SignIn, Visitor, read_sign_ins

# How a flow is looked at: by hand at a desk, and on a telephone in the dark from right to left.
LOOKS = {
    "desktop": {"width": 1280, "dark": False, "language": "en-GB"},
    "telephone": {"width": 390, "dark": True, "language": "he-IL"},
}


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("ATTUNE_TEST_BROWSER") or shutil.which("chromium") or None
    with sync_playwright() as playwright:
        # The sandbox needs rights a container does not give; what is opened here is only ours.
        instance = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield instance
        instance.close()


@pytest.fixture(scope="session")
def everywhere(tmp_path_factory) -> Path:
    """A folder that all processes of a run see."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder


@pytest.fixture(scope="session")
def stage(everywhere):
    """The data of a demo team, made once for all processes; each server starts on a copy of its own."""
    folder, told = everywhere / "stage", everywhere / "stage.json"
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + 600
        while not told.exists():
            assert time.monotonic() < until, "the process that makes the demo team does not come to its end"
            time.sleep(0.2)
    else:
        people, sessions = make_stage(folder)
        draft = told.with_suffix(".part")
        draft.write_text(json.dumps({"people": [asdict(person) for person in people], "sessions": sessions}))
        draft.rename(told)
    found = json.loads(told.read_text())
    judge.SESSIONS.update(found["sessions"])
    return folder, [SignIn(**person) for person in found["people"]]


def make_stage(folder: Path) -> tuple[list[SignIn], dict[str, str]]:
    """A demo team, and a session for each of its people: a password is dear to try, and tests come in often."""
    program = Program(folder=folder)
    printed = program.run("demo", "--seed", "1", "--months", "2", "--conversations", "300")
    people = read_sign_ins(printed)
    assert people and people[0].password, f"attune demo printed no sign-ins:\n{printed}"
    everybody = active_people(program, people[0].password)
    program.start()
    sessions = {}
    for person in everybody:
        visitor = Visitor(program)
        visitor.sign_in(person)
        sessions[person.mail] = visitor.cookies["attune"]
    assert program.stop() == 0
    return people, sessions


def active_people(program: Program, password: str) -> list[SignIn]:
    """Everybody who may sign in; the demo has one password for all."""
    found = []
    for line in program.run("user", "list").splitlines():
        before, _, after = line.partition("<")
        mail, _, roles = after.partition(">")
        if "@" in mail and "inactive" not in roles:
            found.append(SignIn(mail, [role for role in ROLES if role in roles], password))
    return found


def agents_of(program: Program, people: list[SignIn]) -> list[SignIn]:
    return [one for one in active_people(program, people[0].password) if "agent" in one.roles]


def copied(stage) -> tuple[Program, list[SignIn]]:
    folder, people = stage
    program = Program()
    shutil.copytree(folder, program.folder, dirs_exist_ok=True)
    return program, people


def serve_copy(stage) -> tuple[Program, list[SignIn]]:
    program, people = copied(stage)
    program.start()
    return program, people


def finish(program: Program) -> None:
    code = program.stop()
    log = program.log(200_000)
    shutil.rmtree(program.folder, ignore_errors=True)
    assert code == 0, f"the server ended with {code}:\n{log[-4000:]}"


@pytest.fixture(scope="session")
def demo(stage):
    """A server that tests only read from."""
    program, people = serve_copy(stage)
    yield program, people
    finish(program)


@pytest.fixture
def own_demo(stage):
    """A server of one test's own, to write to."""
    program, people = serve_copy(stage)
    yield program, people
    finish(program)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        item.has_failed = True
    return report


@pytest.fixture
def tab(browser, request):
    """Makes tabs and closes them after the test; after a failure it leaves a picture of each."""
    tabs: list[Tab] = []

    def make(address: str, **look) -> Tab:
        tabs.append(Tab(browser, address, **look))
        return tabs[-1]

    yield make
    for number, opened in enumerate(tabs):
        if getattr(request.node, "has_failed", False) and not opened.page.is_closed():
            opened.look_around(f"failure-{re.sub('[^a-z]+', '-', request.node.name)}-{number}")
        opened.close()


def with_role(people: list[SignIn], role: str) -> SignIn:
    """The first person who holds the role, and as little else as possible."""
    holders = sorted((person for person in people if role in person.roles), key=lambda person: len(person.roles))
    assert holders, f"nobody in the demo is {role}"
    return holders[0]
