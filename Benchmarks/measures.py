"""Measures the figures: a dashboard over two years, a day's import beside a long history; ./bench measures calls this.

The peers compute the same numbers from the same rows: SQLite's own engine from the tables Attune writes, DuckDB from
the same rows in columns."""

import argparse
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from bench import ROOT, WORK, Table, fresh, latency, timed, warn

sys.path.insert(0, str(ROOT / "Scripts"))

from program import Program, Visitor, read_sign_ins  # noqa: E402

PEERS = ROOT / ".build/measure-peers"
DUCKDB = "duckdb==1.1.3"
DAY = 1_370
# Days whose import is timed behind each history.
DAYS = 5
# Days of two years.
HISTORY = 730
# Days of a history of the same desk that has just begun: who comes back within a week is in both.
BRIEF = 8

# What the first sentence and the first tiles of the dashboard say: volume, solutions, the median first answer, the share
# of first answers within the target, and satisfaction, month by month over two years.
PLAIN = """
WITH asked AS (
  SELECT conversation_id, MIN(at) AS at FROM message
  WHERE role = 'customer' AND visibility = 'public' AND kind NOT IN ('event', 'survey') GROUP BY conversation_id
), answered AS (
  SELECT a.conversation_id, MIN(m.at) - a.at AS wait
  FROM asked a JOIN message m ON m.conversation_id = a.conversation_id
  WHERE m.role = 'agent' AND m.visibility = 'public' AND m.kind NOT IN ('event', 'survey') AND m.at >= a.at
  GROUP BY a.conversation_id, a.at
)
SELECT (c.opened_day / 30) AS month, COUNT(*), COUNT(c.last_resolved_at), COUNT(w.wait),
  SUM(CASE WHEN w.wait <= 120000 THEN 1 ELSE 0 END), SUM(CASE WHEN c.csat >= 75 THEN 1 ELSE 0 END), COUNT(c.csat)
FROM conversation c LEFT JOIN answered w ON w.conversation_id = c.id
WHERE c.deleted_at IS NULL GROUP BY 1 ORDER BY 1
"""
MEDIANS = """
SELECT month, AVG(wait) FROM (
  SELECT opened_day / 30 AS month, first_response_ms AS wait,
    ROW_NUMBER() OVER (PARTITION BY opened_day / 30 ORDER BY first_response_ms) AS place,
    COUNT(*) OVER (PARTITION BY opened_day / 30) AS n
  FROM conversation_fact WHERE first_response_ms IS NOT NULL
) WHERE place IN ((n + 1) / 2, (n + 2) / 2) GROUP BY month ORDER BY month
"""
COLUMNS = """
SELECT opened_day // 30 AS month, COUNT(*), COUNT(resolved_day), quantile_cont(first_response_ms, 0.5),
  quantile_cont(resolution_ms, 0.5), AVG(is_in_time), AVG(is_first_contact), AVG(CASE WHEN csat >= 75 THEN 1.0 ELSE 0 END)
FROM fact GROUP BY 1 ORDER BY 1
"""


def median_of(rounds: int, work) -> float:
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def a_history(attune: str, conversations: int, days: int = HISTORY) -> tuple[Path, str]:
    """A small demo, for people who can sign in, and beside it some days of a busy desk that came by import."""
    folder = WORK / (f"measures-{conversations}" if days == HISTORY else f"measures-{conversations}-in-{days}")
    printed = folder / "printed.txt"
    if printed.exists():
        return folder, printed.read_text()
    folder = fresh(folder.name)
    _, text = timed([attune, "demo", "--data", str(folder), "--seed", "1", "--agents", "12", "--months", "2",
                     "--conversations", "600"])
    today = datetime.now(timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = WORK / f"history-{conversations}.jsonl"
    a_day = -(-conversations // days)
    with open(lines, "w") as file:
        left = conversations
        for ago in range(days, 0, -1):
            write_day(file, min(a_day, left), f"h{ago}", today - timedelta(days=ago), random.Random(ago))
            left -= min(a_day, left)
    begun = time.perf_counter()
    timed([attune, "import", str(lines), "--source", "desk", "--data", str(folder), "--json"])
    warn(f"  {conversations:,} conversations of {days} days in {time.perf_counter() - begun:.0f} s")
    lines.unlink()
    printed.write_text(text)
    return folder, text


PAGES = {
    "dashboard, 24 months": "/measures?period=24m",
    "dashboard, 90 days": "/measures?period=90d",
    "first response, 24 months": "/measures/metrics/first-response?period=24m",
    "first response as JSON, 24 months": "/api/v1/measures/first-response?period=24m",
    "what is open today": "/measures/metrics/backlog/conversations?period=90d",
    "ups and downs of a figure": "/process",
    "goals": "/goals",
    "baselines": "/baselines",
}


def set_unread(folder: Path, are_unread: bool) -> None:
    """Marks every conversation as one whose texts have still to be read, or none."""
    rows = sqlite3.connect(f"{folder}/attune.sqlite")
    rows.execute("DELETE FROM evidence_pending")
    if are_unread:
        rows.execute(
            "INSERT INTO evidence_pending (workspace_id, conversation_id, stamp) SELECT workspace_id, id, 1 FROM conversation"
        )
    rows.commit()
    rows.close()


def measure_dashboard(table: Table, folder: Path, printed: str, rounds: int, size: int) -> float:
    """The pages, with all texts read and while they are being read; returns the dashboard's median."""
    limit, first = 50.0, 0.0
    for is_reading in (False, True):
        set_unread(folder, is_reading)
        program = Program(folder=folder)
        program.start()
        try:
            visitor = Visitor(program)
            visitor.sign_in(next(person for person in read_sign_ins(printed) if "analyst" in person.roles))
            if is_reading:
                # The first look for work comes within seconds.
                time.sleep(5)
            for name, path in list(PAGES.items())[: 4 if is_reading else None]:
                middle, slow = latency(visitor, [path], rounds)
                first = first or middle
                when = " while texts are read" if is_reading else ""
                table.add(f"{name}, median at {size:,}{when}", middle, limit, "ms", "limit", False)
                table.add(f"{name}, 99 % at {size:,}{when}", slow, limit, "ms", "limit", False)
        finally:
            program.stop()
    set_unread(folder, False)
    return first


def measure_peers(table: Table, visitor_ms: float, folder: Path, rounds: int) -> None:
    rows = sqlite3.connect(f"file:{folder}/attune.sqlite?mode=ro", uri=True)
    plain = median_of(1, lambda: rows.execute(PLAIN).fetchall())
    table.add("the same numbers by plain SQL on the same rows", visitor_ms, plain, "ms", "sqlite3, all rows", False)
    medians = median_of(max(1, rounds // 20), lambda: rows.execute(MEDIANS).fetchall())
    table.add("medians by plain SQL on rows of facts", visitor_ms, medians, "ms", "sqlite3, facts", False)
    measure_duckdb(table, visitor_ms, rows)


def measure_duckdb(table: Table, visitor_ms: float, rows: sqlite3.Connection) -> None:
    python = PEERS / "bin/python"
    if not python.exists():
        warn(f"Installing {DUCKDB} into {PEERS}")
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", DUCKDB], check=True)
    dump = WORK / "facts.csv"
    names = ("opened_day", "resolved_day", "first_response_ms", "resolution_ms", "is_in_time", "is_first_contact", "csat")
    with open(dump, "w") as file:
        file.write(",".join(names) + "\n")
        for row in rows.execute(f"SELECT {', '.join(names)} FROM conversation_fact"):
            file.write(",".join("" if cell is None else str(cell) for cell in row) + "\n")
    script = f"""
import duckdb, statistics, time
db = duckdb.connect()
db.execute("CREATE TABLE fact AS SELECT * FROM read_csv_auto('{dump}')")
taken = []
for _ in range(15):
    begun = time.perf_counter()
    db.execute('''{COLUMNS}''').fetchall()
    taken.append((time.perf_counter() - begun) * 1000)
print(statistics.median(taken))
"""
    done = subprocess.run([str(python), "-c", script], capture_output=True, text=True, check=True)
    table.add("the same numbers from columns", visitor_ms, float(done.stdout), "ms", "DuckDB in memory", False)


def write_day(lines, conversations: int, name: str, day: datetime, chance: random.Random, later: bool = False) -> None:
    """A day of a busy desk, as JSON Lines: written conversations and calls, some rated, some reopened.

    Later is the same day as the desk hands it over again: each customer wrote once more and was answered."""
    for number in range(conversations):
        opened = day + timedelta(seconds=chance.randint(8 * 3600, 18 * 3600))
        agent, queue = f"agent{chance.randint(1, 75)}", chance.randint(1, 6)
        record = {
            "external_id": f"{name}-{number}", "channel": chance.choice(["email", "chat", "call"]), "status": "solved",
            "opened_at": opened.isoformat(), "agent": {"external_id": agent, "name": agent},
            "customer": {"external_id": f"N-{chance.randint(1, 200_000)}"},
            "queue": {"external_id": f"q{queue}", "name": f"Queue {queue}"},
            "reason": chance.choice(["delivery", "invoice", "return", "product"]),
        }
        if record["channel"] == "call":
            record["calls"] = [{"started_at": opened.isoformat(), "wait_s": chance.randint(1, 90), "answered": True,
                                "talk_s": chance.randint(60, 900), "wrap_s": chance.randint(10, 120)}]
        said = [("customer", 0), ("agent", chance.randint(30, 4000)), ("customer", 5000), ("agent", 6000)]
        said += [("customer", 100_000), ("agent", 100_600)] if later else []
        record["messages"] = [
            {"time": (opened + timedelta(seconds=after)).isoformat(), "role": role, "text": "Hello there",
             **({"author": agent} if role == "agent" else {})} for role, after in said]
        solved = opened + timedelta(seconds=7000 + chance.randint(0, 90_000))
        record["first_resolved_at"] = record["last_resolved_at"] = solved.isoformat()
        if later:
            record["last_resolved_at"] = (solved + timedelta(seconds=7000)).isoformat()
        if chance.random() < 0.05:
            record["reopen_count"] = 1
        if chance.random() < 0.2:
            record["surveys"] = [{"external_id": f"s-{name}-{number}", "kind": "csat", "score": chance.randint(1, 5),
                                  "scale_min": 1, "scale_max": 5, "answered_at": solved.isoformat()}]
        lines.write(json.dumps(record) + "\n")


def import_of(attune: str, path: Path, folder: Path, counted: str) -> float:
    """Milliseconds of an import of a day, all of which it must have counted so."""
    _, printed = timed([attune, "import", str(path), "--source", "desk", "--data", str(folder), "--json"])
    report = json.loads(printed)
    assert report[counted] == DAY, report
    return float(report["seconds"]) * 1000


def measure_day(table: Table, attune: str, histories: list[Path]) -> None:
    """The same days behind histories of different length: what they cost must not grow with them.

    The histories take turns, so that a busy minute of the machine falls on all of them; the first day warms up and
    does not count; a copy is on the disk before anything is timed. Most customers of a day are known to the long
    history and new to the short one, which has to store them."""
    today = datetime.now(timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
    copies = [WORK / f"day-{number}" for number in range(len(histories))]
    for history, copy in zip(histories, copies):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(history, copy)
    os.sync()
    path = WORK / "day.jsonl"
    taken: dict[tuple[int, bool], list[float]] = {}
    for turn in range(DAYS + 1):
        for number, copy in enumerate(copies):
            for later in (False, True):
                with open(path, "w") as lines:
                    write_day(lines, DAY, f"day-{number}-{turn}", today + timedelta(days=turn), random.Random(turn),
                              later)
                took = import_of(attune, path, copy, "updated" if later else "created")
                if turn > 0:
                    taken.setdefault((number, later), []).append(took)
    path.unlink()
    for copy in copies:
        shutil.rmtree(copy)
    days = [statistics.median(taken[number, False]) for number in range(len(copies))]
    updates = [statistics.median(taken[number, True]) for number in range(len(copies))]
    table.add(f"a day's import ({DAY:,} conversations) behind the long history", days[-1], days[0], "ms",
              "behind the short one", False)
    table.add("the same day once more, with what was written since", updates[-1], updates[0], "ms",
              "behind the short one", False)
    table.add("the same day once more, behind the long history", updates[-1], days[-1], "ms", "when it was new", False)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--attune", required=True)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    os.environ["ATTUNE_TEST_BINARY"] = chosen.attune
    size = 50_000 if chosen.quick else 1_000_000
    rounds = 20 if chosen.quick else 60
    table = Table()
    short, _ = a_history(chosen.attune, -(-size // HISTORY) * BRIEF, BRIEF)
    folder, printed = a_history(chosen.attune, size)
    dashboard = measure_dashboard(table, folder, printed, rounds, size)
    measure_peers(table, dashboard, folder, rounds)
    measure_day(table, chosen.attune, [short, folder])
    table.print()
    table.write(ROOT / ".build/bench-measures.json", chosen.quick)


if __name__ == "__main__":
    main()
