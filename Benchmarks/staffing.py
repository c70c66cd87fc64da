"""Measures the staffing pages over HTTP on the demo: sliders, a week planned, repairs; ./bench staffing calls this.

What a lead waits for, from the request to the last byte, on one connection."""

import argparse
import os
import re
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from bench import ROOT, WORK, Table, fresh, quantile, timed

sys.path.insert(0, str(ROOT / "Scripts"))

from program import Program, Visitor, read_sign_ins  # noqa: E402

SLIDERS = [f"more={more}&calls={calls}&handling={handling}&absence=5"
           for more in (-1, 0, 1, 2) for calls in (-10, 0, 20) for handling in (0, 15)]


def demo(attune: str, agents: int) -> tuple[Path, str]:
    folder = WORK / f"staffing-{agents}-{date.today().isoformat()}"
    printed = folder / "printed.txt"
    if printed.exists():
        return folder, printed.read_text()
    folder = fresh(folder.name)
    _, text = timed([attune, "demo", "--data", str(folder), "--seed", "1", "--agents", str(agents)])
    printed.write_text(text)
    return folder, text


def milliseconds(work) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def add(table: Table, what: str, taken: list[float], limit: float) -> None:
    """The median beside its limit, and the slowest but one in a hundred."""
    table.add(f"{what}, median", statistics.median(taken), limit, "ms", "limit", False)
    table.add(f"{what}, 99 %", quantile(taken, 0.99), limit, "ms", "limit", False)


def links(page: str, pattern: str) -> list[str]:
    return list(dict.fromkeys(re.findall(pattern, page)))


def measure_sliders(table: Table, lead: Visitor, rounds: int) -> None:
    queues = links(lead.get("/staffing"), r'href="(/staffing/queues/(?!new)[^"/?]+)"')
    for path in queues:
        page = lead.get(path)
        name = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
        title = re.sub(r"<[^>]+>", "", name.group(1)).strip() if name else path
        asked = [f"{path}?{SLIDERS[turn % len(SLIDERS)]}" for turn in range(rounds)]
        lead.get(asked[0])
        add(table, f"a slider of {title}", [milliseconds(lambda: part(lead, one)) for one in asked], 50)
        add(table, f"the whole page of {title}", [milliseconds(lambda: lead.get(path)) for _ in asked], 200)


def part(visitor: Visitor, path: str) -> None:
    """What the script asks for when a slider moves: the part of the page that changes."""
    visitor.extra = {"X-Fragment": "1"}
    try:
        visitor.get(path)
    finally:
        visitor.extra = {}


def measure_weeks(table: Table, lead: Visitor, rounds: int) -> None:
    today = date.today()
    monday = today - timedelta(today.weekday()) + timedelta(14)
    teams = links(lead.get("/schedules"), r'href="(/schedules/[^"/?]+)/')
    for team in teams[:1]:
        week = f"{team}/{monday.isoformat()}"
        page = lead.get(week)
        hidden = lead.hidden(page)
        taken = [milliseconds(lambda: post(lead, f"{week}/making", {**hidden, "seed": seed}))
                 for seed in range(1, rounds + 1)]
        page = lead.get(week)
        people = len(re.findall(r'<tr><th scope="row"><bdi>', page))
        add(table, f"a week of {people} people planned and written", taken, 250)
        post(lead, f"{week}/publication", {**hidden, "drops": "1"})
        person = re.search(r'<select id="person"[^>]*>\s*<option value="([^"]+)"', page)
        tuesday = (monday + timedelta(1)).isoformat()
        if person:
            post(lead, f"{week}/illness", {**hidden, "person": person.group(1), "from": tuesday, "until": tuesday})
        path = f"{week}/repairs?day={tuesday}"
        lead.get(path)
        add(table, "repairs with the chance of each", [milliseconds(lambda: lead.get(path)) for _ in range(rounds)], 50)


def post(visitor: Visitor, path: str, fields: dict) -> None:
    status, _, text = visitor.ask("POST", path, fields)
    assert status in (302, 303), f"POST {path} answered {status}: {text[:300]}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--attune", required=True)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    os.environ["ATTUNE_TEST_BINARY"] = chosen.attune
    rounds = 12 if chosen.quick else 120
    table = Table()
    folder, printed = demo(chosen.attune, 12 if chosen.quick else 50)
    program = Program(folder=folder)
    program.start()
    try:
        lead = Visitor(program)
        lead.sign_in(next(person for person in read_sign_ins(printed) if "lead" in person.roles))
        measure_sliders(table, lead, rounds)
        measure_weeks(table, lead, max(5, rounds // 8))
    finally:
        program.stop()
    table.print()
    table.write(ROOT / ".build/bench-staffing.json", chosen.quick)


if __name__ == "__main__":
    main()
