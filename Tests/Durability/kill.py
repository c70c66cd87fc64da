"""Kills the server in the middle of small writes, again and again, and looks for each write it had acknowledged.

Four writers post through HTTP; at a random moment the process gets SIGKILL; it is started again on the same data, and
every write that was answered with success must be there, once. Both engines, 25 kills each.
"""

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Scripts"))

from program import Program, SignIn, Visitor, read_sign_ins  # noqa: E402

WRITERS = 4


class Writer(threading.Thread):
    """One person who saves views as fast as the server answers, until it is gone."""

    def __init__(self, program: Program, visitor: Visitor, prefix: str) -> None:
        super().__init__(daemon=True)
        self.visitor, self.prefix = visitor, prefix
        self.acknowledged: list[str] = []
        self.unexpected: list[str] = []
        self.program = program

    def run(self) -> None:
        number = 0
        while True:
            name = f"{self.prefix}-{number}"
            number += 1
            try:
                status, _, text = save(self.visitor, name)
            except Exception:  # the server died under the request: nobody was promised anything
                return
            if status == 303:
                self.acknowledged.append(name)
            else:
                self.unexpected.append(f"{name} answered {status}: {text[:200]}")
                return


def save(visitor: Visitor, name: str) -> tuple[int, str, str]:
    """The small write: a saved view of the list of conversations."""
    return visitor.ask("POST", "/conversations/views", {**visitor.secret, "name": name, "filter": "channel=chat"})


def stored(program: Program) -> list[str]:
    """The names in the database itself, read without our own code."""
    if program.database:
        done = subprocess.run(["psql", program.database, "-AtXc", "SELECT name FROM saved_view"],
                              capture_output=True, text=True, check=True)
        return done.stdout.splitlines()
    with sqlite3.connect(f"file:{program.folder}/attune.sqlite?mode=ro", uri=True) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM saved_view")]


def new_database(server: str) -> str:
    """A database of its own on the server of the tests."""
    name = f"kill_{os.getpid()}"
    subprocess.run(
        ["psql", server, "-qXc", f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"], check=True)
    return urlsplit(server)._replace(path="/" + name).geturl()


def check(program: Program, rounds: int, chance: random.Random) -> int:
    """Runs the rounds and returns how many acknowledged writes were lost or doubled."""
    printed = program.run("demo", "--seed", "1", "--months", "1", "--conversations", "60")
    people = [person for person in read_sign_ins(printed) if "agent" in person.roles][:WRITERS]
    assert len(people) == WRITERS, f"fewer than {WRITERS} agents can sign in:\n{printed}"
    program.start()
    visitors = [signed_in(program, person) for person in people]
    promised: set[str] = set()
    for turn in range(rounds):
        writers = [Writer(program, visitor, f"r{turn}w{place}") for place, visitor in enumerate(visitors)]
        for writer in writers:
            writer.start()
        time.sleep(chance.uniform(0.05, 1.0))
        program.kill()
        for writer in writers:
            writer.join()
            assert not writer.unexpected, writer.unexpected[0]
            promised.update(writer.acknowledged)
        program.start()
        found = stored(program)
        lost, doubled = promised - set(found), len(found) - len(set(found))
        if lost or doubled:
            print(f"  after kill {turn + 1}: {len(lost)} lost, {doubled} doubled, for example {sorted(lost)[:3]}")
            return len(lost) + doubled
    program.stop()
    program.run("doctor")
    print(f"  {rounds} kills, {len(promised)} acknowledged writes, none lost, none doubled")
    assert len(promised) >= rounds, "too few writes were acknowledged to say anything"
    return 0


def signed_in(program: Program, person: SignIn) -> Visitor:
    visitor = Visitor(program)
    visitor.sign_in(person)
    visitor.secret = visitor.hidden(visitor.get("/conversations"))
    return visitor


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--seed", type=int, default=20240501)
    chosen = parser.parse_args()
    os.environ["ATTUNE_TEST_BINARY"] = str(Path(chosen.binary).resolve())
    server = os.environ.get("ATTUNE_TEST_POSTGRES")
    failures = 0
    for engine in ["SQLite"] + (["PostgreSQL"] if server else []):
        print(f"{engine}, seed {chosen.seed}", flush=True)
        program = Program(database=new_database(server) if engine == "PostgreSQL" else None)
        try:
            failures += check(program, chosen.rounds, random.Random(chosen.seed))
        finally:
            program.kill()
            shutil.rmtree(program.folder, ignore_errors=True)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
