"""What the browser tests share: one browser, one server with the demo team, and its people."""

import os
import re
import shutil

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
def stage(tmp_path_factory):
    """The data of a demo team, made once; each server starts on a copy of its own."""
    program = Program(folder=tmp_path_factory.mktemp("stage"))
    printed = program.run("demo", "--seed", "1", "--months", "2", "--conversations", "300")
    people = read_sign_ins(printed)
    assert people and people[0].password, f"attune demo printed no sign-ins:\n{printed}"
    return program.folder, people


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
