"""Times the reading of texts beside other people's on the same texts; ./bench evidence calls this."""

import argparse
import gzip
import json
import os
import platform
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Statistics"))
from compare import ROOT, WORK, Chance, prepare_peers, print_table, run, warn  # noqa: E402

PEERS = ROOT / ".build/evidence-peers"
HERE = ROOT / "Benchmarks/Evidence"

# What is shown: our task, what it is, the peer's task and name, and how many times faster we want to be.
ROWS = [
    ("evidence", "all evidence, message by message", "vader", "VADER's sentiment alone", 2),
    ("mood", "sentiment alone", "vader", "VADER", 8),
    ("score", "learned scores, text by text", "batch", "scikit-learn, all texts at once", 10),
    ("score", "the same", "single", "scikit-learn, text by text", 60),
]
# So many seconds may learning from 10,000 conversations take, on two processors.
MOST_SECONDS = 10


def lines(path: Path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def make_inputs(folder: Path, quick: bool) -> dict:
    """The same texts for both sides, the same each time."""
    chance = Chance(2026)
    dialogues = [[(turn["text"], turn["acts"]) for turn in dialogue["turns"]]
                 for dialogue in lines(folder / "sgd/dev.jsonl.gz")]
    talks, outcomes = [], []
    for _ in range(1_000 if quick else 10_000):
        turns = dialogues[chance.below(len(dialogues))]
        start = 2 * chance.below(max(1, len(turns) // 4))
        part = turns[start:start + 4 + 2 * chance.below(8)]
        talks.append([text for text, _ in part])
        outcomes.append(int(any(act[0].startswith("NEGATE") for _, acts in part for act in acts)))
    intents = list(lines(folder / "banking77/train.jsonl.gz"))
    if quick:
        intents = intents[::8]
    names = {name: number for number, name in enumerate(sorted({i["intent"] for i in intents}))}
    messages = [text for turns in dialogues for text, _ in turns]
    return {
        "messages": messages[:2_000] if quick else messages,
        "texts": [intent["text"] for intent in intents],
        "labels": [names[intent["intent"]] for intent in intents],
        "conversations": talks, "outcomes": outcomes,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--timings", required=True)
    parser.add_argument("--conversations", required=True)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    inputs = make_inputs(Path(chosen.conversations), chosen.quick)
    path = WORK / "evidence-inputs.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(inputs))
    patience = "0.05" if chosen.quick else "2"
    python = prepare_peers(PEERS, HERE / "requirements.txt")
    warn("Ours")
    ours = run([chosen.timings, str(path), patience, "evidence", "mood", "score"], 1)
    training = run([chosen.timings, str(path), "0", "train"], 2)["train"]
    warn("Theirs")
    peers = run([str(python), str(HERE / "evidence_peers.py"), str(path), patience], 1)
    rows, slow = [], []
    for task, title, peer, name, wanted in ROWS:
        ratio = peers[peer] / ours[task]["seconds"]
        rows.append({"what": title, "task": task, "threads": 1, "ours": ours[task]["seconds"],
                     "peer": peers[peer], "peer name": name, "ratio": ratio, "difference": None})
        if ratio < wanted:
            slow.append(f"{title} is {ratio:.1f} times as fast as {name}, not {wanted} times")
    rows.append({"what": f"learning from {len(inputs['conversations'])} conversations",
                 "task": "train", "threads": 2, "ours": training["seconds"], "peer": None,
                 "peer name": None, "ratio": None, "difference": None})
    if training["seconds"] > MOST_SECONDS:
        slow.append(f"learning takes {training['seconds']:.1f} s, not {MOST_SECONDS} s")
    print_table(rows)
    count = len(inputs["messages"])
    print(f"\n{count / ours['evidence']['seconds']:,.0f} messages a second are read on one core, "
          f"{count / ours['mood']['seconds']:,.0f} for their sentiment alone.")
    machine = {"cores": os.cpu_count(), "system": platform.platform(), "load": os.getloadavg()[0]}
    (ROOT / ".build/bench-evidence.json").write_text(json.dumps(
        {"quick": chosen.quick, "machine": machine, "slow": slow, "rows": rows}, indent=2) + "\n")
    for complaint in slow:
        warn(f"SLOW: {complaint}")
    raise SystemExit(1 if slow and not chosen.quick else 0)


if __name__ == "__main__":
    main()
