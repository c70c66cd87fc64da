#!/usr/bin/env python3
"""How well the detectors find what people marked, on labelled conversations beside the repository.

    detectors.py PROGRAM FOLDER     FOLDER holds sgd, crosswoz_zh, multidogo, pii_presidio
                                    (parts that are missing are skipped and named)

Nothing is learned here. Every figure is over what `attune analyse` says with its usual threshold.
The English labels call "what is my balance?" no question where it begins a task; a second line
leaves out the turns that begin one or ask for another choice. The Chinese labels call it an asking
only where a slot is asked for, not where one is checked ("does it have a dryer?") or where one of
several shown is to be chosen; a second line takes turns with a question mark or word for asking and
those that choose as asking, too. For thanks, the words are counted that say thanks without a label
and the labels without such words. Answers that do not answer are made by exchanging the reply with one of another
conversation that speaks of none of the things asked for.
"""

import gzip
import json
import pathlib
import random
import re
import subprocess
import sys


def lines(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def analyse(program, conversations):
    """What the program says of conversations given as lists of (role, text)."""
    text = "\n".join(
        json.dumps({
            "id": str(number),
            "messages": [{"role": role, "text": words} for role, words in turns],
        }, ensure_ascii=False)
        for number, turns in enumerate(conversations))
    done = subprocess.run([program, "analyse"], input=text.encode(), stdout=subprocess.PIPE,
                          check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


class Count:
    """Right, wrong and missed."""

    def __init__(self):
        self.hits = self.wrong = self.missed = 0
        self.examples = {"wrong": [], "missed": []}

    def add(self, expected, found, example=None):
        if expected and found:
            self.hits += 1
        elif found:
            self.wrong += 1
            self.examples["wrong"].append(example)
        elif expected:
            self.missed += 1
            self.examples["missed"].append(example)

    @property
    def precision(self):
        return self.hits / max(1, self.hits + self.wrong)

    @property
    def recall(self):
        return self.hits / max(1, self.hits + self.missed)

    @property
    def f1(self):
        return 2 * self.hits / max(1, 2 * self.hits + self.wrong + self.missed)


def auc(positive, negative):
    """The chance that a right one stands above a wrong one; ties count half."""
    ranked = sorted([(value, 1) for value in positive] + [(value, 0) for value in negative])
    total, place = 0.0, 0
    while place < len(ranked):
        end = place
        while end < len(ranked) and ranked[end][0] == ranked[place][0]:
            end += 1
        mean = (place + 1 + end) / 2
        total += mean * sum(label for _, label in ranked[place:end])
        place = end
    count = len(positive)
    return (total - count * (count + 1) / 2) / (count * len(negative))


def report(name, count, target):
    mark = "" if count.f1 >= target else f"   below {target}"
    print(f"{name:<46} F1 {count.f1:.3f}  precision {count.precision:.3f} "
          f"recall {count.recall:.3f}  n {count.hits + count.missed}{mark}")
    if SHOW:
        for kind, examples in count.examples.items():
            for example in random.Random(7).sample(examples, min(SHOW, len(examples))):
                print(f"      {kind}: {example}")


def kinds_by_message(answer):
    found = {}
    for piece in answer["evidence"]:
        found.setdefault(piece["message"], set()).add(piece["kind"])
    return found


def dialogues(program, name, path, acts):
    data = list(lines(path))
    answers = analyse(program, [[(t["role"], t["text"]) for t in d["turns"]] for d in data])
    counts = {act: Count() for act in acts}
    plain = Count()
    for dialogue, answer in zip(data, answers):
        found = kinds_by_message(answer)
        for number, turn in enumerate(dialogue["turns"]):
            for act, (role, kind, test, _) in acts.items():
                if turn["role"] == role:
                    counts[act].add(test(turn["acts"]), kind in found.get(number, ()),
                                    turn["text"])
            fair = turn["role"] == "customer" and name == "crosswoz"
            if fair:
                asks = (acts["question"][2](turn["acts"]) or any(a[0] == "Select" for a in turn["acts"])
                        or any(sign in turn["text"] for sign in "？?吗么呢"))
                plain.add(asks, "question" in found.get(number, ()), turn["text"])
                continue
            others = {"INFORM_INTENT", "REQUEST_ALTS"} & {a[0] for a in turn["acts"]}
            if turn["role"] == "customer" and not others:
                asks = acts["question"][2](turn["acts"])
                plain.add(asks, "question" in found.get(number, ()), turn["text"])
    for act, count in counts.items():
        report(f"{name}: {act}", count, acts[act][3])
    what = "by its form or label" if name == "crosswoz" else "among turns that begin nothing"
    report(f"{name}: question, {what}", plain, 0.97)
    said = [text for text in counts["thanks"].examples["wrong"] if THANKS.search(text)]
    unsaid = [text for text in counts["thanks"].examples["missed"] if not THANKS.search(text)]
    meant = counts["thanks"].hits + counts["thanks"].missed - len(unsaid)
    ceiling = 2 * meant / max(1, 2 * meant + len(said) + len(unsaid))
    print(f"{name}: thanks said in so many words without a label {len(said)} of "
          f"{counts['thanks'].wrong} wrong, labelled without such words {len(unsaid)} of "
          f"{counts['thanks'].missed} missed; who goes by the words alone gets F1 {ceiling:.3f}")
    return data


def answered(program, name, data, asked, told, target):
    """Pairs of a turn that asks and the reply, real ones and exchanged ones."""
    pairs, replies = [], []
    for dialogue in data:
        turns = dialogue["turns"]
        for number, turn in enumerate(turns[:-1]):
            reply = turns[number + 1]
            if turn["role"] != "customer" or reply["role"] != "agent":
                continue
            replies.append((reply["text"], told(reply["acts"])))
            slots = asked(turn["acts"])
            if slots and slots <= told(reply["acts"]):
                pairs.append((turn["text"], reply["text"], slots))
    chance = random.Random(11)
    conversations, labels = [], []
    for question, reply, slots in pairs:
        conversations.append([("customer", question), ("agent", reply)])
        labels.append(1)
        while True:
            other, tells = chance.choice(replies)
            if not slots & tells:
                break
        conversations.append([("customer", question), ("agent", other)])
        labels.append(0)
    values = []
    for answer in analyse(program, conversations):
        chances = [piece["answered"] for piece in answer["questions"]]
        values.append(min(chances) if chances else None)
    known = [(v, l) for v, l in zip(values, labels) if v is not None]
    area = auc([v for v, l in known if l], [v for v, l in known if not l])
    unseen = 1 - len(known) / max(1, len(values))
    mark = "" if area >= target else f"   below {target}"
    print(f"{name + ': answered or not':<46} AUC {area:.3f}  pairs {len(pairs)}  "
          f"no question found {unseen:.1%}{mark}")
    if SHOW:
        ranked = sorted(zip(values, labels, conversations),
                        key=lambda item: -1 if item[0] is None else item[0])
        for value, label, turns in [i for i in ranked if i[1] and i[0] is not None][:SHOW]:
            print("      low, answered:", value, turns)
        for value, label, turns in [i for i in reversed(ranked) if not i[1]][:SHOW]:
            print("      high, exchanged:", value, turns)


def personal(program, path):
    names = {"CREDIT_CARD": "card", "EMAIL_ADDRESS": "email", "PHONE_NUMBER": "phone",
             "IBAN_CODE": "iban", "US_SSN": "social_security_number", "IP_ADDRESS": "ip_address"}
    data = list(lines(path))
    answers = analyse(program, [[("customer", d["text"])] for d in data])
    counts = {kind: Count() for kind in names.values()}
    for item, answer in zip(data, answers):
        truth = [(names[s["type"]], s["start"], s["end"]) for s in item["spans"]
                 if s["type"] in names]
        found = [(p["kind"], p["start"], p["end"]) for p in answer["evidence"]
                 if p["kind"] in counts]

        def meets(one, other):
            overlap = min(one[2], other[2]) - max(one[1], other[1])
            return one[0] == other[0] and overlap * 2 >= one[2] - one[1]

        for span in truth:
            counts[span[0]].add(True, any(meets(span, other) for other in found),
                                item["text"][max(0, span[1] - 30):span[2] + 12])
        for span in found:
            if not any(meets(other, span) for other in truth):
                counts[span[0]].add(False, True,
                                    item["text"][max(0, span[1] - 30):span[2] + 12])
    for kind, count in counts.items():
        report(f"personal data: {kind}", count, 0.9 if kind == "phone" else 0.97)
    total = Count()
    for count in counts.values():
        total.hits += count.hits
        total.wrong += count.wrong
        total.missed += count.missed
    report("personal data: all", total, 0.97)


def chats(program, path):
    kinds = {"openinggreeting": "greeting", "closinggreeting": "closing", "thankyou": "thanks"}
    data = list(lines(path))
    answers = analyse(program, [[("customer", d["text"])] for d in data])
    counts = {intent: Count() for intent in kinds}
    for item, answer in zip(data, answers):
        found = kinds_by_message(answer).get(0, ())
        for intent, kind in kinds.items():
            counts[intent].add(intent in item["intents"], kind in found, item["text"])
    for intent, count in counts.items():
        report(f"multidogo: {intent}", count, 0.95)


def main(program, folder):
    def has(name):
        act = lambda acts: any(a[0] == name for a in acts)
        return act

    def general(name):
        return lambda acts: any(a[0] == "General" and a[1] == name for a in acts)

    def slots(*names):
        return lambda acts: {a[1] for a in acts if a[0] in names}

    def slots_zh(*names):
        return lambda acts: {a[2] for a in acts if a[0] in names}

    parts = {
        "sgd/dev.jsonl.gz": lambda path: answered(
            program, "sgd",
            dialogues(program, "sgd", path, {
                "question": ("customer", "question", has("REQUEST"), 0.97),
                "thanks": ("customer", "thanks", has("THANK_YOU"), 0.95),
                "agent's goodbye": ("agent", "closing", has("GOODBYE"), 0.95),
                "agent asks for more": ("agent", "offer_of_help", has("REQ_MORE"), 0.95),
            }),
            slots("REQUEST"), slots("INFORM", "OFFER", "CONFIRM"), 0.985),
        "crosswoz_zh/val.jsonl.gz": lambda path: answered(
            program, "crosswoz",
            dialogues(program, "crosswoz", path, {
                "question": ("customer", "question", has("Request"), 0.97),
                "thanks": ("customer", "thanks", general("thank"), 0.95),
                "agent's goodbye": ("agent", "closing", general("bye"), 0.95),
                "greeting": ("customer", "greeting", general("greet"), 0.95),
            }),
            slots_zh("Request"), slots_zh("Inform", "Recommend"), 0.985),
        "multidogo/dev.jsonl.gz": lambda path: chats(program, path),
        "pii_presidio/dev.jsonl": lambda path: personal(program, path),
    }
    for name, measure in parts.items():
        path = folder / name
        if path.exists():
            measure(path)
        else:
            print(f"skipped: {path} is not here")


SHOW = 0
THANKS = re.compile(r"thank|\bthx\b|appreciat|grateful|谢|感谢", re.IGNORECASE)
if __name__ == "__main__":
    if "--show" in sys.argv:
        SHOW = int(sys.argv.pop(sys.argv.index("--show") + 1))
        sys.argv.remove("--show")
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
