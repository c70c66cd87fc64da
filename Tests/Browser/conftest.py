"""What the browser tests share: one browser, one server with the demo team, and its people."""

import os
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from judge import Tab
from program import Program, SignIn, read_sign_ins


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("ATTUNE_TEST_BROWSER") or shutil.which("chromium") or None
    with sync_playwright() as playwright:
        # The sandbox needs rights a container does not give; what is opened here is only ours.
        instance = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield instance
        instance.close()


@pytest.fixture(scope="session")
def made_demo():
    """The data of the demo team, made once; each server begins with a copy of it."""
    program = Program()
    printed = program.run("demo", "--seed", "1", "--months", "2", "--conversations", "300")
    people = read_sign_ins(printed)
    assert people and people[0].password, f"attune demo printed no sign-ins:\n{printed}"
    yield program.folder, people
    shutil.rmtree(program.folder, ignore_errors=True)


def demo_program(made: tuple[Path, list[SignIn]]) -> tuple[Program, list[SignIn]]:
    folder, people = made
    program = Program()
    shutil.copytree(folder, program.folder, dirs_exist_ok=True)
    program.start()
    return program, list(people)


def finish(program: Program) -> None:
    code = program.stop()
    log = program.log(200_000)
    shutil.rmtree(program.folder, ignore_errors=True)
    assert code == 0, f"the server ended with {code}:\n{log[-4000:]}"


@pytest.fixture(scope="session")
def demo(made_demo):
    """A server that tests only read from."""
    program, people = demo_program(made_demo)
    yield program, people
    finish(program)


@pytest.fixture
def own_demo(made_demo):
    """A server of one test's own, to write to."""
    program, people = demo_program(made_demo)
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
