#!/usr/bin/env python3
"""What the monthly report finds in demos whose truth is known: one demo a seed, its reports of the last finished months.

    Benchmarks/reports.py --binary .build/debug/attune --seeds 1 2 3

Prints every claim with whether the demo says so too, and a table at the end."""

import argparse
import json
import shutil
import subprocess
import tempfile
from pathlib import Path


def attune(binary: str, *arguments: str) -> str:
    return subprocess.run([binary, *arguments], check=True, capture_output=True, text=True).stdout


def months_before(day: str, count: int) -> list[str]:
    year, month = int(day[:4]), int(day[5:7])
    found = []
    for _ in range(count):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
        found.append(f"{year:04}-{month:02}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", default=".build/debug/attune")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--months", type=int, default=2, help="how many months back from the last finished one")
    options = parser.parse_args()
    found = {"weak criterion": 0, "improved person": 0, "busy Monday": 0}
    reports = other = 0
    for seed in options.seeds:
        folder = Path(tempfile.mkdtemp(prefix="attune-report-"))
        try:
            demo = json.loads(attune(options.binary, "demo", "--data", str(folder / "data"), "--seed", str(seed), "--json"))
            truth = demo["truth"]
            people = json.loads(attune(options.binary, "user", "list", "--data", str(folder / "data"), "--json"))
            names = {one.get("email") or one.get("mail"): one["name"] for one in people}
            improved, unlucky = names.get(truth["improved"], "?"), names.get(truth["unlucky"], "?")
            print(f"seed {seed}: weak {truth['weakCriterion']}, improved {improved}, unlucky {unlucky}")
            seen = set()
            for month in months_before(demo["today"], options.months):
                for whose in ([], ["--team", "Harbour"], ["--team", "Meadow"], ["--person", truth["unlucky"]],
                              ["--person", truth["improved"]]):
                    said = attune(options.binary, "report", "--data", str(folder / "data"), "--month", month,
                                  "--language", "en", *whose).splitlines()
                    reports += 1
                    strange = 0
                    for claim in said[1:]:
                        if "weak in everybody" in claim and truth["weakCriterion"] in claim.lower():
                            kind = "weak criterion"
                        elif claim.startswith(improved) and " rose by" in claim:
                            kind = "improved person"
                        elif claim.startswith("Mondays"):
                            kind = "busy Monday"
                        else:
                            kind, strange = "OTHER", 1
                        seen.add(kind)
                        print(f"  {month} {' '.join(whose) or 'centre'}: [{kind}] {claim}")
                    other += strange
            for kind in found:
                found[kind] += kind in seen
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    for kind, count in found.items():
        print(f"{kind}: found in {count} of {len(options.seeds)} demos")
    print(f"reports with any other claim: {other} of {reports}")


if __name__ == "__main__":
    main()
