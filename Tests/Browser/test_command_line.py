"""The command line of the built program: what scripts rely on. Every command explains itself, reports as JSON where it reports,
ends with a code that means something, and says in a sentence what to do when it cannot."""

import hashlib
import json
import os
import socket
import subprocess

import pytest

from program import Program, binary, free_port

COMMANDS = [
    "", "serve", "demo", "import", "backup", "restore", "doctor", "user", "user list", "user add", "user password", "user drop-second-step",
    "user give-role", "user take-role", "user deactivate", "user activate", "renew", "report", "forecast", "staff", "staff erlang",
    "staff chance", "staff require", "staff train", "staff schedule",
]
GOOD = '{"external_id":"T-1","opened_at":"2026-03-02T08:12:00Z","messages":[{"role":"customer","text":"Hello"}]}\n'


def attune(*arguments, **environment) -> subprocess.CompletedProcess:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("ATTUNE_")}
    return subprocess.run(
        [str(binary()), *map(str, arguments)], capture_output=True, text=True, timeout=120,
        env={**plain, "SWIFT_BACKTRACE": "enable=no", **environment})


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    folder = tmp_path_factory.mktemp("command-line") / "data"
    done = attune("demo", "--data", folder, "--seed", 3, "--agents", 3, "--months", 1, "--conversations", 60, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["conversations"] == 60
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command):
    done = attune(*command.split(), "--help")
    assert done.returncode == 0 and "USAGE: attune" in done.stdout and done.stderr == ""


@pytest.mark.parametrize("arguments", [
    ["--no-such-flag"], ["no-such-command"], ["serve", "--port", "eighty"], ["import"], ["demo", "--agents", "1"],
    ["user", "give-role", "a@b.example", "king"],
])
def test_wrong_usage_ends_with_64_and_says_why(arguments, tmp_path):
    done = attune(*arguments, *(["--data", tmp_path] if arguments[0] in ("serve", "demo", "user") else []))
    assert done.returncode == 64 and done.stdout == "" and "rror" in done.stderr


def test_a_setting_that_means_nothing_ends_with_64(tmp_path):
    done = attune("doctor", "--data", tmp_path, ATTUNE_PORT="99999")
    assert (done.returncode, done.stderr) == (64, "port: expected a number from 0 to 65535, found 99999\n")


DAY = {"aht_s": 240, "patience_s": 150, "calls": [12, 18, 24], "staff": [3, 4, 4]}


@pytest.mark.parametrize("command, member, value, fault", [
    ("chance", "calls", [12, 18], "calls has 2 intervals and staff has 3"),
    ("chance", "calls", "many", "calls is not a list"),
    ("chance", "calls", [12, "x", 1], "calls[1] is not a number"),
    ("require", "calls", [12, -1, 1], "calls[1] is -1"),
    ("require", "sl_target", 80, "sl_target is 80, expected 0 to 1"),
    ("train", "aht_s", -2, "aht_s is -2, expected 0.001 to 1000000"),
    ("train", "sl_definition", "best", "sl_definition is best, expected offered, excl_short or answered"),
    ("schedule", "calls", [1], "does not say agents"),
])
def test_a_file_that_makes_no_day_is_told_by_its_member(command, member, value, fault, tmp_path):
    path = tmp_path / "day.json"
    path.write_text(json.dumps({**DAY, member: value}))
    done = attune("staff", command, path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{path}: {fault}.\n")


def test_a_file_that_is_not_there_or_not_json_is_told_so(tmp_path):
    path = tmp_path / "day.json"
    assert attune("staff", "chance", path).stderr == f"The file {path} cannot be read.\n"
    path.write_text("{")
    assert attune("staff", "chance", path).stderr == f"{path}: is not JSON.\n"
    path.write_text(json.dumps(DAY))
    fewer = attune("staff", "chance", path, "--more", "-1", "--days", 200)
    assert fewer.returncode == 0 and "1 fewer all day" in fewer.stdout


def test_flags_come_before_the_environment_and_that_before_the_file(team, tmp_path):
    named = attune("user", "list", "--json", "--data", team, ATTUNE_DATA=str(tmp_path / "other"))
    variable = attune("user", "list", "--json", ATTUNE_DATA=str(team))
    assert named.returncode == variable.returncode == 0 and named.stdout == variable.stdout
    file = tmp_path / "settings.json"
    file.write_text('{"requestsPerSecond": -1}')
    refused = attune("doctor", "--data", team, "--config", file)
    assert refused.returncode == 64 and "requestsPerSecond" in refused.stderr
    overruled = attune("doctor", "--data", team, "--config", file, ATTUNE_REQUESTS_PER_SECOND="7")
    assert overruled.returncode == 0, overruled.stderr
    by_variable = attune("doctor", "--data", team, ATTUNE_CONFIG=str(file))
    assert by_variable.returncode == 64


def test_a_folder_without_anything_is_named(tmp_path):
    for command in (["doctor"], ["backup", tmp_path / "copy"], ["user", "list"]):
        done = attune(*command, "--data", tmp_path / "none")
        assert done.returncode == 1 and "There is no database in the folder" in done.stderr
        assert not (tmp_path / "none").exists()


def test_an_import_says_by_its_code_how_much_came_in(team, tmp_path):
    file = tmp_path / "rows.jsonl"
    for text, code, created in ((GOOD, 0, 1), (GOOD, 0, 0), (GOOD + '{"subject":"no key"}\n', 2, 0), ('{"a":1}\n', 1, 0)):
        file.write_text(text)
        done = attune("import", file, "--source", "desk", "--data", team, "--json")
        report = json.loads(done.stdout)
        assert (done.returncode, report["created"]) == (code, created), done.stderr
    for name, text, words in (("empty.csv", "", "The file is empty."), ("tags.csv", "id,tag\n1,late\n", "--mapping FILE"),
                              ("dates.csv", "id,created\n1,2026-03-02\n", "not what was said")):
        (tmp_path / name).write_text(text)
        done = attune("import", tmp_path / name, "--source", "desk", "--data", team)
        assert done.returncode == 1 and words in done.stderr and done.stdout == ""
    done = attune("import", tmp_path / "absent.csv", "--source", "desk", "--data", team)
    assert done.returncode == 1 and "cannot be read" in done.stderr


def test_a_copy_comes_back_and_a_full_folder_takes_none(team, tmp_path):
    copy = tmp_path / "copy"
    saved = json.loads(attune("backup", copy, "--data", team, "--json").stdout)
    restored = attune("restore", copy, "--data", tmp_path / "new", "--json")
    assert restored.returncode == 0 and json.loads(restored.stdout) == saved and saved["rows"] > 100
    assert attune("user", "list", "--data", tmp_path / "new").stdout == attune("user", "list", "--data", team).stdout
    refused = attune("restore", copy, "--data", team)
    assert refused.returncode == 1 and refused.stderr
    again = attune("demo", "--data", team)
    assert again.returncode == 1 and "already" in again.stderr


def test_a_copy_whose_rows_do_not_belong_together_is_refused(team, tmp_path):
    """Somebody took rows out of a backup and wrote its count and sum anew: it reads well, but nothing hangs together."""
    copy, whole = tmp_path / "copy", tmp_path / "whole"
    attune("backup", copy, "--data", team)
    whole.write_bytes(copy.read_bytes())
    lines, kept, table = copy.read_bytes().splitlines(keepends=True), [], ""
    for line in lines[:-1]:
        if line.startswith(b"{"):
            table = json.loads(line).get("table", "")
        if table != "team" or line.startswith(b"{"):
            kept.append(line)
    rows = sum(not line.startswith(b"{") for line in kept)
    footer = json.loads(lines[-1]) | {"rows": rows, "sha256": hashlib.sha256(b"".join(kept)).hexdigest()}
    copy.write_bytes(b"".join(kept) + json.dumps(footer).encode() + b"\n")
    refused = attune("restore", copy, "--data", tmp_path / "new")
    assert refused.returncode == 1 and "does not hold together" in refused.stderr, refused.stderr
    assert "a row of team that is not there" in refused.stderr, refused.stderr
    # Nothing is left that stands in the way of the whole one.
    assert attune("restore", whole, "--data", tmp_path / "new").returncode == 0


def test_the_doctor_reports_each_finding(team):
    done = attune("doctor", "--data", team, "--json")
    findings = {finding["name"]: finding for finding in json.loads(done.stdout)}
    assert done.returncode == 0 and findings["integrity"]["value"] == "ok" and findings["journal_mode"]["value"] == "wal"


def test_people_are_let_in_and_kept_out(team):
    added = attune("user", "add", "Nia Noor", "nia@desk.example", "--role", "admin", "--data", team, "--json")
    assert added.returncode == 0 and len(json.loads(added.stdout)["password"]) == 24
    assert attune("user", "give-role", "nia@desk.example", "auditor", "--data", team).returncode == 0
    assert attune("user", "take-role", "nia@desk.example", "auditor", "--data", team).returncode == 0
    assert attune("user", "deactivate", "nia@desk.example", "--data", team).returncode == 0
    line = next(line for line in attune("user", "list", "--data", team).stdout.splitlines() if "nia@" in line)
    assert line == "Nia Noor <nia@desk.example> admin (inactive)"
    nobody = attune("user", "password", "nobody@desk.example", "--data", team)
    assert nobody.returncode == 1 and len(nobody.stderr.splitlines()) == 1


def test_a_running_folder_is_read_and_not_written(team, tmp_path):
    program = Program(folder=team)
    quiet = attune("user", "list", "--json", "--data", team)
    program.start()
    try:
        listed = attune("user", "list", "--json", "--data", team)
        assert listed.returncode == 0 and listed.stdout == quiet.stdout and len(json.loads(listed.stdout)) > 3
        assert attune("doctor", "--data", team).returncode == 0
        assert attune("backup", tmp_path / "copy", "--data", team).returncode == 0
        (tmp_path / "rows.jsonl").write_text(GOOD)
        for command, instead in (
            (["import", tmp_path / "rows.jsonl", "--source", "desk"], "import in the browser"),
            (["user", "add", "B", "b@desk.example"], "in the browser as an admin"),
            (["serve", "--port", free_port()], "another folder"), (["demo"], "another folder"),
            (["restore", tmp_path / "copy"], "another folder"),
        ):
            done = attune(*command, "--data", team)
            assert done.returncode == 75 and done.stdout == ""
            assert f"in use by process {program.process.pid}" in done.stderr and instead in done.stderr
    finally:
        assert program.stop() == 0


def test_a_port_in_use_is_said_in_a_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = attune("serve", "--data", tmp_path, "--port", port)
    assert done.returncode == 75
    assert done.stderr.splitlines()[-1].startswith(f"Port {port} of 127.0.0.1 is in use by another program.")
    elsewhere = attune("serve", "--data", tmp_path, "--port", 0, "--host", "203.0.113.9")
    assert elsewhere.returncode == 64 and "203.0.113.9 is no address of this machine" in elsewhere.stderr
