"""Times our statistics beside other people's on the same data; ./bench statistics calls this."""

import argparse
import json
import math
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".build/bench"
PEERS = ROOT / ".build/statistics-peers"
REQUIREMENTS = ROOT / "Benchmarks/Statistics/requirements.txt"
BOOTSTRAPS = ["kalphaBootstrap", "bootstrap.percentile", "bootstrap.bca"]

# What is shown for each task, in this order, with the digits to which the results must agree.
TITLES = {
    "kalpha0.nominal": ("alpha, 10 raters, 10,000 items, nominal", 1e-9),
    "kalpha0.ordinal": ("alpha, 10 raters, 10,000 items, ordinal", 1e-9),
    "kalpha0.interval": ("alpha, 10 raters, 10,000 items, interval", 1e-9),
    "kalpha1.interval": ("alpha, the same with 101 values, interval", 1e-9),
    "kalphaBootstrap": ("alpha with 10,000 resamples of 50 items", 1e-8),
    "gwet": ("Gwet AC2 with its error, 5 raters, 1,000 items", 1e-4),
    "kappa": ("quadratic kappa, 100,000 pairs", 1e-9),
    "icc": ("six intraclass correlations, 5 raters, 100 items", 1e-6),
    "wilson": ("100,000 Wilson intervals", 1e-9),
    "jeffreys": ("100,000 Jeffreys intervals", 1e-7),
    "clopperPearson": ("100,000 Clopper-Pearson intervals", 1e-7),
    "bootstrap.percentile": ("mean of 200 values, 10,000 resamples, percentile", 1e-9),
    "bootstrap.bca": ("the same, BCa", 1e-9),
    "its": ("interrupted series of 36, Newey-West", 1e-8),
    "its.gls": ("interrupted series of 36, Prais-Winsten", 1e-7),
    "ppi": ("prediction-powered mean, 200 of 10,000", 1e-9),
    "mannKendall120": ("Mann-Kendall, 120 values", 1e-9),
    "mannKendall1000": ("Mann-Kendall, 1,000 values", 1e-9),
    "theilSen": ("Theil-Sen, 1,000 values", 1e-9),
    "benjaminiHochberg": ("Benjamini-Hochberg, 10,000 p values", 1e-12),
    "pooling": ("random effects by Paule and Mandel, 20 agents", 1e-5),
    "hierarchical": ("20 agents with the spread integrated over", 1e-6),
    "rake": ("raking a table of 20 by 10", 1e-6),
    "lmg": ("shares of explained variance, 8 drivers, 500 records", 1e-9),
}


def warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class Chance:
    """SplitMix64, as Sources/Statistics/Chance has it."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def next(self) -> int:
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        return mixed ^ (mixed >> 31)

    def below(self, bound: int) -> int:
        return (self.next() * bound) >> 64

    def unit(self) -> float:
        return (self.next() >> 11) * 2.0 ** -53

    def normal(self) -> float:
        size = math.sqrt(-2 * math.log(self.unit() + 2.0 ** -54))
        return size * math.cos(2 * math.pi * self.unit())


def ratings(chance: Chance, items: int, raters: int, categories: int, missing: float, agree: float) -> list:
    rows = []
    for _ in range(items):
        truth = chance.below(categories) + 1
        row = []
        for _ in range(raters):
            if chance.unit() < missing:
                row.append(None)
            else:
                row.append(truth if chance.unit() < agree else chance.below(categories) + 1)
        rows.append(row)
    return rows


def generated(case: dict, seed: str) -> list:
    given = case["input"]
    return ratings(Chance(int(given[seed])), given["items"], given["raters"], given["categories"],
                   given["missing"], given["agree"])


def reference_cases(folder: Path) -> dict:
    """The cases made for timing, by their ids."""
    cases = {}
    for path in sorted(folder.glob("*.json")):
        for case in json.loads(path.read_text())["cases"]:
            if ".performance." in case["id"]:
                cases[case["id"]] = case
    return cases


def make_inputs(cases: dict) -> dict:
    """Every table both sides read; the same each time."""
    chance = Chance(2024)
    bootstrap, alphas = cases["intervals.performance.bootstrap"]["input"], cases["agreement.performance.bootstrap"]
    values = Chance(int(bootstrap["dataSeed"]))
    sizes = [1 + chance.below(400) for _ in range(100_000)]
    successes = [chance.below(size + 1) for size in sizes]
    truths = [60 + 40 * chance.unit() for _ in range(10_000)]
    judged = [truth + 6 * chance.normal() for truth in truths]
    drivers = [[chance.normal() for _ in range(8)] for _ in range(500)]
    for row in drivers:
        row[1] += 0.6 * row[0]
        row[4] -= 0.4 * row[3]
    series, memory = [], 0.0
    for month in range(36):
        memory = 0.4 * memory + 2 * chance.normal()
        series.append(80 + 0.1 * month + (3 if month >= 18 else 0) + memory)
    errors = [2 + 3 * chance.unit() for _ in range(20)]
    table = [[1 + chance.below(30) for _ in range(10)] for _ in range(20)]
    wanted = [[cell * (0.5 + chance.unit()) for cell in row] for row in table]
    pairs = [(1 + chance.below(5), chance.below(5), chance.unit()) for _ in range(100_000)]
    return {
        "kalpha0": generated(cases["agreement.performance.kalpha0"], "seed"),
        "kalpha1": generated(cases["agreement.performance.kalpha1"], "seed"),
        "kalphaBootstrap": generated(alphas, "dataSeed"),
        "kalphaBootstrap.settings": [[alphas["input"]["replicates"], int(alphas["input"]["seed"])]],
        "gwet": ratings(chance, 1_000, 5, 5, 0.1, 0.7),
        "kappa": [[one for one, _, _ in pairs],
                  [one if kept < 0.6 else 1 + other for one, other, kept in pairs]],
        "icc": [[level + 3 * rater + 5 * chance.normal() for rater in range(5)]
                for level in (70 + 10 * chance.normal() for _ in range(100))],
        "shares": [successes, sizes],
        "bootstrap": [[60 + values.below(41) for _ in range(200)]],
        "bootstrap.settings": [[bootstrap["replicates"], int(bootstrap["seed"])]],
        "its": [series],
        "mannKendall120": [[80 + 0.02 * month + chance.normal() for month in range(120)]],
        "mannKendall1000": [[80 + 0.001 * month + chance.normal() for month in range(1_000)]],
        "ppi": [[truth + 4 * chance.normal() for truth in truths[:200]], judged[:200], judged],
        "pValues": [[chance.unit() ** 3 for _ in range(10_000)]],
        "agents": [[80 + 4 * chance.normal() + error * chance.normal() for error in errors], errors],
        "rake": table,
        "rake.margins": [[sum(row) for row in wanted], [sum(column) for column in zip(*wanted)]],
        "drivers": drivers,
        "driversResponse": [[row[0] + 0.5 * row[3] - 0.3 * row[6] + 2 * chance.normal() for row in drivers]],
    }


def prepare_peers(peers: Path = PEERS, requirements: Path = REQUIREMENTS) -> Path:
    """A Python of its own with the packages to compare with; what cannot be installed is left out."""
    python = peers / "bin/python"
    if not python.exists():
        warn(f"Installing the peers into {peers.relative_to(ROOT)}.")
        subprocess.run([sys.executable, "-m", "venv", str(peers)], check=True)
    stamp = peers / "installed.txt"
    wanted = requirements.read_text()
    if stamp.exists() and stamp.read_text() == wanted:
        return python
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run(pip + ["-r", str(requirements)]).returncode != 0:
        for package in wanted.split():
            if subprocess.run(pip + [package]).returncode != 0:
                warn(f"  could not be installed, and is left out: {package}")
    stamp.write_text(wanted)
    return python


def run(command: list[str], threads: int) -> dict:
    """One side, on so many processors, with the mathematics libraries told the same."""
    processors = sorted(os.sched_getaffinity(0))[:threads]
    names = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"]
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | dict.fromkeys(names, str(threads)),
        preexec_fn=lambda: os.sched_setaffinity(0, processors))
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    if done.stderr:
        warn(done.stderr.rstrip())
    return json.loads(done.stdout)


def difference(ours: list, peer: list) -> float:
    """The largest difference, relative to the size of the number where that is above 1."""
    if len(ours) != len(peer):
        return math.inf
    worst = 0.0
    for one, two in zip(ours, peer):
        # What the peer leaves out is not compared.
        if two is not None:
            worst = max(worst, math.inf if one is None else abs(one - two) / max(1.0, abs(two)))
    return worst


def duration(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    for unit, size in [("s", 1), ("ms", 1e-3), ("µs", 1e-6)]:
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def check_expected(ours: dict, cases: dict) -> list[str]:
    """What differs from the reference values of the cases made for timing."""
    wanted = []
    for name in ["nominal", "ordinal", "interval"]:
        wanted.append((f"kalpha0.{name}", [cases["agreement.performance.kalpha0"]["expected"][name]]))
    wanted.append(("kalpha1.interval", [cases["agreement.performance.kalpha1"]["expected"]["interval"]]))
    for name, case, keys in [
            ("kalphaBootstrap", "agreement.performance.bootstrap", ["alpha", "lower", "upper"]),
            ("bootstrap.percentile", "intervals.performance.bootstrap", ["lower", "upper"])]:
        wanted.append((name, [cases[case]["expected"][key] for key in keys]))
    return [f"{name} is not the reference value" for name, values in wanted
            if difference(ours[name]["result"], values) > 1e-8]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--timings", required=True)
    parser.add_argument("--vectors", required=True)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    cases = reference_cases(Path(chosen.vectors))
    inputs = WORK / "statistics-inputs.json"
    inputs.parent.mkdir(parents=True, exist_ok=True)
    inputs.write_text(json.dumps(make_inputs(cases)))
    patience = "0.05" if chosen.quick else "1"
    python = prepare_peers()

    sides = {}
    for threads in (1, 2):
        names = [] if threads == 1 else BOOTSTRAPS
        warn(f"Ours, {threads} thread{'s'[:threads - 1]}")
        sides["ours", threads] = run([chosen.timings, str(inputs), patience, *names], threads)
        warn(f"Theirs, {threads} thread{'s'[:threads - 1]}")
        script = str(ROOT / "Benchmarks/Statistics/peers.py")
        sides["peer", threads] = run([str(python), script, str(inputs), patience, *names], threads)

    rows, wrong = [], check_expected(sides["ours", 1], cases)
    for threads in (1, 2):
        ours, peers = sides["ours", threads], sides["peer", threads]
        for name, (title, digits) in TITLES.items():
            if name not in ours:
                continue
            for peer in peers.get(name, [None]):
                row = {"what": title, "task": name, "threads": threads, "ours": ours[name]["seconds"],
                       "peer": None, "peer name": None, "ratio": None, "difference": None}
                if peer:
                    row |= {"peer": peer["seconds"], "peer name": peer["name"],
                            "ratio": peer["seconds"] / ours[name]["seconds"]}
                    if peer["result"] is not None:
                        row["difference"] = difference(ours[name]["result"], peer["result"])
                        if row["difference"] > max(digits, peer.get("tolerance", 0)):
                            wrong.append(f"{name} differs from {peer['name']} by {row['difference']:.2g}")
                rows.append(row)
    print_table(rows)
    path = ROOT / ".build/bench-statistics.json"
    machine = {"cores": os.cpu_count(), "system": platform.platform(), "load": os.getloadavg()[0]}
    path.write_text(json.dumps({"quick": chosen.quick, "machine": machine, "wrong": wrong, "rows": rows}, indent=2) + "\n")
    for complaint in wrong:
        warn(f"WRONG: {complaint}")
    raise SystemExit(1 if wrong else 0)


def print_table(rows: list[dict]) -> None:
    print("Shortest time of many runs, on one thread unless stated. Ratio: how many times faster ours is.")
    print(f"Load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.\n")
    cells = [("what", "ours", "peer", "ratio")]
    for row in rows:
        title = row["what"] + (", two threads" if row["threads"] == 2 else "")
        peer = f"{duration(row['peer'])} ({row['peer name']})" if row["peer"] else "–"
        cells.append((title, duration(row["ours"]), peer, f"{row['ratio']:.3g}" if row["ratio"] else "–"))
    widths = [max(len(row[column]) for row in cells) for column in range(4)]
    for row in cells:
        print(" | ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


if __name__ == "__main__":
    main()
