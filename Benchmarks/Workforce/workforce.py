"""Times our staffing beside other people's on the same data; ./bench workforce calls this."""

import argparse
import json
import math
import os
import platform
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Statistics"))
from compare import ROOT, WORK, Chance, difference, prepare_peers, print_table, run, warn  # noqa: E402

PEERS = ROOT / ".build/workforce-peers"
HERE = ROOT / "Benchmarks/Workforce"

# What is shown for each task, in this order, with the digits to which the results must agree.
TITLES = {
    "erlangC.small": ("Erlang C teams for 336 half-hours, 8 to 20 agents", 1e-9),
    "erlangC.large": ("the same with ten times the calls", 1e-9),
    "erlangA.small": ("Erlang A teams for 336 half-hours, 8 to 20 agents", 1e-6),
    "erlangA.large": ("the same with ten times the calls", 1e-6),
    "forecast": ("a forecast of four weeks from 26 weeks of half-hours", None),
    "day": ("2,000 days of a queue played", None),
    "roster": ("50 people, a week of half-hours", 0.01),
    "repair": ("repairs when one of them is ill", None),
}


def history(chance: Chance) -> list:
    """26 weeks of a small team, open all seven days: day number, half-hour, count."""
    first, rows = date(2025, 1, 6), []
    weekdays = [1, 0.92, 0.9, 0.88, 0.95, 0.4, 0.25]
    for number in range(182):
        day = first + timedelta(number)
        busy = math.exp(0.1 * chance.normal())
        for slot in range(48):
            place = (slot - 21) / 7
            mean = 18 * weekdays[day.weekday()] * busy * math.exp(-place * place / 2)
            limit, product, count = math.exp(-mean), chance.unit(), 0
            while product > limit:
                product *= chance.unit()
                count += 1
            rows.append([(day - date(1970, 1, 1)).days, slot, count])
    return rows


def make_inputs(vectors: Path) -> dict:
    """Every table both sides read; the same each time."""
    chance = Chance(2026)
    calls = [45 + 80 * chance.unit() for _ in range(336)]
    day = [20 + 15 * math.sin(math.pi * slot / 20) for slot in range(20)]
    week = json.loads((vectors / "schedule_week.json").read_text())
    low, high = week["open_slots"]
    need = [[wanted if low <= slot < high else -1 for slot, wanted in enumerate(day)]
            for day in week["required"]]
    return {
        "calls.small": [calls],
        "calls.large": [[10 * count for count in calls]],
        "day.calls": [day],
        "day.staff": [[math.ceil(count * 240 / 1800 + 1.2) for count in day]],
        "history": history(chance),
        "week.need": need,
        "week.rules": [[week["agents"], week["work_days"], week["shift_half_hours"],
                        week["min_rest_half_hours"], 0, 900_000]],
        "week.starts": [week["start_slots"]],
        "week.lunches": [week["lunch_offsets"]],
    }


def install_pyworkforce(python: Path) -> None:
    """The version with Erlang A asks for a newer Python than it needs."""
    wanted = "pyworkforce==0.5.4"
    pip = [str(python), "-m", "pip"]
    if wanted in subprocess.run(pip + ["freeze"], capture_output=True, text=True).stdout.split():
        return
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--ignore-requires-python"]
    if subprocess.run(pip + ["install", *options, wanted]).returncode != 0:
        warn(f"  could not be installed, and is left out: {wanted}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--timings", required=True)
    parser.add_argument("--vectors", required=True)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    inputs = WORK / "workforce-inputs.json"
    inputs.parent.mkdir(parents=True, exist_ok=True)
    inputs.write_text(json.dumps(make_inputs(Path(chosen.vectors))))
    patience = "0.05" if chosen.quick else "1"
    python = prepare_peers(PEERS, HERE / "requirements.txt")
    install_pyworkforce(python)
    warn("Ours")
    ours = run([chosen.timings, str(inputs), patience], 1)
    warn("Theirs, which takes some minutes")
    names = ["erlangC.small", "erlangC.large"] if chosen.quick else []
    peers = run([str(python), str(HERE / "workforce_peers.py"), str(inputs), patience, *names], 1)

    rows, wrong = [], []
    for name, (title, digits) in TITLES.items():
        for peer in peers.get(name, [None]):
            row = {"what": title, "task": name, "threads": 1, "ours": ours[name]["seconds"],
                   "peer": None, "peer name": None, "ratio": None, "difference": None}
            if peer:
                row |= {"peer": peer["seconds"], "peer name": peer["name"],
                        "ratio": peer["seconds"] / ours[name]["seconds"]}
                if digits and peer["result"] is not None:
                    row["difference"] = difference(ours[name]["result"], peer["result"])
                    if row["difference"] > digits:
                        wrong.append(f"{name} differs from {peer['name']} by {row['difference']:.2g}")
            rows.append(row)
    print_table(rows)
    calls = ours["day"]["result"][2]
    print(f"\n{calls / ours['day']['seconds'] / 1e6:.1f} million calls a second are played on one core.")
    print(f"The roster costs {ours['roster']['result'][0]:.0f}.")
    path = ROOT / ".build/bench-workforce.json"
    machine = {"cores": os.cpu_count(), "system": platform.platform(), "load": os.getloadavg()[0]}
    path.write_text(json.dumps(
        {"quick": chosen.quick, "machine": machine, "wrong": wrong, "rows": rows,
         "calls per second": calls / ours["day"]["seconds"]}, indent=2) + "\n")
    for complaint in wrong:
        warn(f"WRONG: {complaint}")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
