"""Measures the release binary beside its peers; ./bench builds both and calls this."""

import argparse
import csv
import json
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Scripts"))

from program import Program, Visitor, read_sign_ins  # noqa: E402

WORK = ROOT / ".build/bench"
SEED = 20_240_501
WORDS = """the a your our order parcel invoice refund delivery address payment card account password
number today tomorrow yesterday please thank you sorry help need want would could check look send
received arrived late broken missing wrong right back again still never always week month price
return label warranty replacement question answer team colleague moment minute call reply email
tracking shipped warehouse courier customer service system update problem solved open closed""".split()


class Table:
    """The rows of the result, printed as they come and written as JSON at the end."""

    def __init__(self) -> None:
        self.rows: list[dict] = []

    def add(self, what: str, ours: float | None, peer: float | None, unit: str, peer_name: str,
            higher_is_better: bool) -> None:
        ratio = ours / peer if ours is not None and peer else None
        self.rows.append({
            "what": what, "ours": ours, "peer": peer, "unit": unit, "peer name": peer_name,
            "ratio": ratio, "better": "higher" if higher_is_better else "lower",
        })
        warn(f"  {what}: {show(ours, unit)}, {peer_name} {show(peer, unit)}")

    def print(self) -> None:
        rows = [("what", "ours", "peer", "ratio")] + [
            (row["what"], show(row["ours"], row["unit"]),
             f"{show(row['peer'], row['unit'])} ({row['peer name']})" if row["peer"] else "–",
             f"{row['ratio']:.2f}" if row["ratio"] else "–")
            for row in self.rows]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        for row in rows:
            print(" | ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())

    def write(self, path: Path, quick: bool) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        machine = {"cores": os.cpu_count(), "system": platform.platform(), "load": os.getloadavg()[0]}
        path.write_text(json.dumps({"quick": quick, "machine": machine, "rows": self.rows}, indent=2) + "\n")


def show(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.1f} {unit}"


def warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def timed(command: list[str], **options) -> tuple[float, str]:
    begun = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, **options)
    took = time.monotonic() - begun
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return took, done.stdout


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(6, 24))).capitalize() + "."


def write_source(conversations: int) -> dict[str, Path]:
    """The same rows three times: as JSON Lines for us, as two CSV files for the peer."""
    folder = WORK / f"source-{conversations}"
    paths = {name: folder / name for name in ("conversations.jsonl", "conversations.csv", "messages.csv")}
    if (folder / "complete").exists():
        return paths
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(SEED)
    begun = datetime(2024, 1, 1, tzinfo=timezone.utc)
    with open(paths["conversations.jsonl"], "w") as lines, \
            open(paths["conversations.csv"], "w", newline="") as heads, \
            open(paths["messages.csv"], "w", newline="") as texts:
        head, text = csv.writer(heads), csv.writer(texts)
        for number in range(conversations):
            opened = begun + timedelta(seconds=number * 157 % 15_552_000)
            agent = f"agent{chance.randint(1, 40)}"
            record = {
                "external_id": f"B-{number}", "channel": chance.choice(["email", "chat", "call"]),
                "subject": sentence(chance), "status": "closed", "opened_at": opened.isoformat(),
                "agent": {"external_id": agent, "name": agent.capitalize(), "email": f"{agent}@bench.example"},
                "customer": {"external_id": f"C-{chance.randint(1, conversations)}"},
                "messages": [],
            }
            for place in range(10):
                said = opened + timedelta(minutes=3 * place)
                role = "customer" if place % 2 == 0 else "agent"
                body = sentence(chance)
                message = {"external_id": f"B-{number}-{place}", "time": said.isoformat(), "role": role, "text": body}
                if role == "agent":
                    message["author"] = agent
                record["messages"].append(message)
                text.writerow([f"B-{number}-{place}", f"B-{number}", said.isoformat(), role, body])
            lines.write(json.dumps(record) + "\n")
            head.writerow([record["external_id"], record["channel"], record["subject"], "closed",
                           record["opened_at"], agent, record["customer"]["external_id"]])
    (folder / "complete").touch()
    return paths


def fresh(name: str) -> Path:
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def measure_import(table: Table, attune: str, conversations: int) -> None:
    """The limit: SQLite's own shell reading the same rows into two bare tables, as durable as ours."""
    warn(f"Import of {conversations:,} conversations with {conversations * 10:,} messages")
    paths = write_source(conversations)
    peer_folder = fresh("import-peer")
    script = f""".mode csv
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE conversation (id TEXT PRIMARY KEY, channel TEXT, subject TEXT, status TEXT, opened TEXT, agent TEXT, customer TEXT);
CREATE TABLE message (id TEXT PRIMARY KEY, conversation TEXT, said TEXT, role TEXT, body TEXT);
.import '{paths["conversations.csv"]}' conversation
.import '{paths["messages.csv"]}' message
"""
    peer, _ = timed(["sqlite3", str(peer_folder / "peer.sqlite")], input=script)
    ours_folder = fresh("import-ours")
    timed([attune, "demo", "--data", str(ours_folder), "--seed", "1", "--conversations", "1"])
    command = [attune, "import", str(paths["conversations.jsonl"]), "--format", "jsonl",
               "--source", "bench", "--data", str(ours_folder), "--json"]
    ours, printed = timed(command)
    warn(f"  {printed.strip()[:300]}")
    table.add(f"import, {conversations:,} conversations of 10 messages", conversations / ours, conversations / peer,
              "conversations/s", "sqlite3 .import", True)
    again, _ = timed(command)
    table.add("the same file again (changes nothing)", conversations / again, conversations / ours,
              "conversations/s", "its first import", True)


def demo(attune: str, conversations: int) -> tuple[Path, str, float | None]:
    """A demo folder of that size; made once, as it takes a while and is always the same."""
    folder = WORK / f"demo-{conversations}"
    printed = folder / "printed.txt"
    if printed.exists():
        return folder, printed.read_text(), None
    folder = fresh(folder.name)
    took, text = timed([attune, "demo", "--data", str(folder), "--seed", "1", "--agents", "60",
                        "--months", "12", "--conversations", str(conversations)])
    printed.write_text(text)
    return folder, text, conversations / took


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def latency(visitor: Visitor, paths: list[str], rounds: int) -> tuple[float, float]:
    """Median and 99th percentile in milliseconds, after one visit that warms up."""
    for path in paths:
        visitor.get(path)
    taken = []
    for turn in range(rounds):
        begun = time.perf_counter()
        visitor.get(paths[turn % len(paths)])
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken), quantile(taken, 0.99)


def links(page: str, pattern: str) -> list[str]:
    return list(dict.fromkeys(re.findall(rf'href="({pattern})"', page)))


def measure_pages(table: Table, program: Program, people, rounds: int, size: int) -> None:
    limit = 200.0
    lead = next(person for person in people if "lead" in person.roles)
    visitor = Visitor(program)
    visitor.sign_in(lead)
    listing = visitor.get("/conversations")
    words = ["refund", "delivery password", "invoice", "broken", "sorry"]
    cases = {
        "list of conversations": ["/conversations"],
        "list, one channel": ["/conversations?channel=chat", "/conversations?channel=email"],
        "search": [f"/conversations?q={word.replace(' ', '+')}" for word in words],
        "a conversation": links(listing, r"/conversations/[0-9a-z]{13}")[:20],
    }
    agent = next((person for person in people if person.roles == ["agent"]), None)
    for name, paths in cases.items():
        if not paths:
            warn(f"  nothing to open for: {name}")
            continue
        median, slow = latency(visitor, paths, rounds)
        table.add(f"{name}, median at {size:,}", median, limit, "ms", "limit", False)
        table.add(f"{name}, 99 % at {size:,}", slow, limit, "ms", "limit", False)
    if agent:
        measure_review(table, program, agent, rounds, size, limit)


def measure_review(table: Table, program: Program, agent, rounds: int, size: int, limit: float) -> None:
    reviewer = Visitor(program)
    reviewer.sign_in(agent)
    home = reviewer.get("/")
    reviews = links(home, r"/reviews/[0-9a-z]{13}[a-z/-]*")
    if not reviews:
        warn("  nothing to open for: the review screen")
        return
    median, slow = latency(reviewer, reviews[:10], rounds)
    table.add(f"the review screen, median at {size:,}", median, limit, "ms", "limit", False)
    table.add(f"the review screen, 99 % at {size:,}", slow, limit, "ms", "limit", False)


def requests_per_second(url: str, cookie: str, seconds: int) -> float:
    command = ["wrk", "-t2", "-c32", f"-d{seconds}s", "--timeout", "10s"]
    if cookie:
        command += ["-H", f"Cookie: {cookie}"]
    _, printed = timed(command + [url])
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", printed)
    if refused:
        warn(f"  {refused.group()} from {url}")
        return 0.0
    return float(re.search(r"Requests/sec:\s+([\d.]+)", printed).group(1))


def measure_requests(table: Table, program: Program, people, bare: str, seconds: int) -> None:
    from program import free_port
    port = free_port()
    peer = subprocess.Popen([bare, str(port)])
    try:
        time.sleep(1)
        best = requests_per_second(f"http://127.0.0.1:{port}/", "", seconds)
        visitor = Visitor(program)
        visitor.sign_in(next(person for person in people if "lead" in person.roles))
        cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        for name, path in {"health": "/health/live", "the sign-in page": "/sign-in", "the scorecards": "/scorecards",
                           "list of conversations": "/conversations"}.items():
            ours = requests_per_second(program.address + path, "" if path in ("/health/live", "/sign-in") else cookie, seconds)
            table.add(f"{name}, 32 connections", ours, best, "requests/s", "a bare Hummingbird route", True)
    finally:
        peer.terminate()
        peer.wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--attune", required=True)
    parser.add_argument("--bare", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=["import", "demo", "pages", "requests"])
    chosen = parser.parse_args()
    os.environ["ATTUNE_TEST_BINARY"] = chosen.attune
    size = 50_000 if chosen.quick else 1_000_000
    table = Table()

    def wanted(part: str) -> bool:
        return chosen.only in (None, part)

    if wanted("import"):
        measure_import(table, chosen.attune, 2_000 if chosen.quick else 100_000)
    if wanted("demo") or wanted("pages") or wanted("requests"):
        warn(f"Demo team with {size:,} conversations")
        if wanted("demo"):
            shutil.rmtree(WORK / f"demo-{size}", ignore_errors=True)
        folder, printed, rate = demo(chosen.attune, size)
        if rate:
            table.add(f"attune demo, {size:,} conversations", rate, 20_000, "conversations/s", "aim", True)
        people = read_sign_ins(printed)
        program = Program(folder=folder)
        program.start()
        try:
            if wanted("pages"):
                measure_pages(table, program, people, 40 if chosen.quick else 200, size)
            if wanted("requests"):
                measure_requests(table, program, people, chosen.bare, 2 if chosen.quick else 10)
        finally:
            program.stop()
    table.print()
    # Part of a run does not replace the whole one's record.
    table.write(ROOT / (".build/bench.json" if chosen.only is None else f".build/bench-{chosen.only}.json"), chosen.quick)


if __name__ == "__main__":
    main()
