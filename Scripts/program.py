"""The built program as a process: a demo data folder, a free port, a start and a stop."""

import html
import http.client
import os
import re
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def binary() -> Path:
    return Path(os.environ.get("ATTUNE_TEST_BINARY", ROOT / ".build/debug/attune")).resolve()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class SignIn:
    """One line of what `attune demo` prints: who, with which roles, and the password."""

    mail: str
    roles: list[str]
    password: str


ROLES = ("admin", "lead", "analyst", "planner", "auditor", "agent")


def read_sign_ins(text: str) -> list[SignIn]:
    """Reads the sign-ins from the text `attune demo` prints for people."""
    password = re.search(r"password\b[^\S\n]*[:=]?[^\S\n]+(\S+)", text, re.IGNORECASE)
    found = []
    for line in text.splitlines():
        mail = MAIL.search(line)
        if not mail:
            continue
        words = re.findall(r"[a-z]+", line.replace(mail.group(), " ").lower())
        roles = [role for role in ROLES if role in words]
        found.append(SignIn(mail.group(), roles, password.group(1) if password else ""))
    return found


@dataclass
class Program:
    """A server with its own data folder; `database` names a PostgreSQL instead of the file."""

    database: str | None = None
    port: int = field(default_factory=free_port)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="attune-test-")))
    process: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *arguments: str, codes: tuple[int, ...] = (0,)) -> str:
        """A command of the program on this data, and what it printed."""
        where = ["--data", str(self.folder)]
        if self.database:
            where += ["--database", self.database]
        done = subprocess.run(
            [str(binary()), *arguments, *where], capture_output=True, text=True, timeout=600
        )
        assert done.returncode in codes, f"attune {arguments} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def start(self, patience: float = 60) -> None:
        """Starts the server and returns when it says that it is ready."""
        command = [str(binary()), "serve", "--data", str(self.folder), "--port", str(self.port)]
        if self.database:
            command += ["--database", self.database]
        log = open(self.folder / "server.log", "ab")
        # One script asks more than a hundred people: what one person may ask is tested on its own.
        environment = {"ATTUNE_REQUESTS_PER_SECOND": "0", **os.environ, "SWIFT_BACKTRACE": "enable=no"}
        self.process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        log.close()
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError(f"The server ended with {self.process.returncode}:\n{self.log()}")
            try:
                with urllib.request.urlopen(f"{self.address}/health/ready", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise AssertionError(f"The server was not ready after {patience} s:\n{self.log()}")

    def stop(self, patience: float = 30) -> int:
        """Asks the server to stop, as Ctrl-C does, and returns its exit code."""
        if self.process is None:
            return 0
        self.process.terminate()
        try:
            code = self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"The server did not stop in {patience} s") from None
        self.process = None
        return code

    def kill(self) -> None:
        """Ends the server as a power cut would, without a word."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def log(self, characters: int = 4000) -> str:
        path = self.folder / "server.log"
        return path.read_text(errors="replace")[-characters:] if path.exists() else ""


class Visitor:
    """A signed-in person without a browser: keeps cookies, sends the forms' secret."""

    HIDDEN = re.compile(r"<input[^>]*type=\"?hidden\"?[^>]*>", re.IGNORECASE)
    ATTRIBUTE = re.compile(r"\b(name|value)=\"([^\"]*)\"")

    def __init__(self, program: Program) -> None:
        self.program = program
        self.cookies: dict[str, str] = {}
        self.connection: http.client.HTTPConnection | None = None
        # Sent with every request, as a script of the page would.
        self.extra: dict[str, str] = {}

    def ask(self, method: str, path: str, fields: dict | list | None = None) -> tuple[int, str, str]:
        """One request; the status, the place it points to, and the body."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= self.extra
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = self.program.address
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.program.port, timeout=30)
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            text = answer.read().decode(errors="replace")
        except BaseException:
            self.connection.close()
            self.connection = None
            raise
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        if answer.will_close:
            self.connection.close()
            self.connection = None
        return answer.status, answer.headers.get("Location", ""), text

    def get(self, path: str) -> str:
        """The page at a path, or where that points to."""
        asked = path
        for _ in range(4):
            status, where, text = self.ask("GET", path)
            if status not in (302, 303, 307):
                break
            path = where
        assert status == 200, f"GET {asked} answered {status}"
        return text

    def hidden(self, page: str) -> dict[str, str]:
        """The hidden fields of a page's forms, among them the secret that proves where a form came from."""
        fields = {}
        for tag in self.HIDDEN.findall(page):
            pairs = dict(self.ATTRIBUTE.findall(tag))
            if "name" in pairs:
                fields[pairs["name"]] = html.unescape(pairs.get("value", ""))
        return fields

    def sign_in(self, person: SignIn) -> None:
        page = self.get("/sign-in")
        mail_field = re.search(r"name=\"(email|mail)\"", page)
        assert mail_field, "the sign-in page has no field for the mail address"
        fields = {**self.hidden(page), mail_field.group(1): person.mail, "password": person.password}
        status, where, text = self.ask("POST", "/sign-in", fields)
        assert status in (302, 303), f"{person.mail} could not sign in: {status} {where} {text[:300]}"
