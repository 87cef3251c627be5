#!/usr/bin/env python3
"""Bad input through every entrance: what takes longest, what takes most memory, and whether anything falls over.

    bench/hostile.py [DATA]        with STOPPRESS=PROGRAM, else the `dist` build; needs the corpora of ../shared/data, or in DATA

Each file of the corpora goes alone through each command that it could be meant for, and over HTTP into a running
newsroom. It may go in or be refused; a signal, a panic, 10 s or 512 MiB are faults and end it with 1.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HOUSE = pathlib.Path(__file__).resolve().parent.parent
MOST_SECONDS, MOST_MEBIBYTES = 10, 512
# Which files go through which entrance, by their folders.
COMMANDS = {
    ("import", "rss"): ["D-feeds", "F-security/feedparser-sanitize", "F-security/made"],
    ("import", "wxr"): ["C-import/wordpress", "F-security/made", "F-security/feedparser-sanitize"],
    ("import", "html"): ["F-security", "C-import/pelican"],
    ("import", "ninjs"): ["A-iptc/ninjs", "F-security/json-parsing", "F-security/made", "F-security/blns.json"],
    ("import", "archive"): ["F-security/made"],
    ("media", "add"): ["E-images", "F-security/made", "F-security/upload"],
}
PICTURES = ["E-images", "F-security/made", "F-security/upload"]
DOCUMENTS = ["F-security/json-parsing", "F-security/made", "F-security/blns.json", "A-iptc/ninjs"]


class Bounds:
    """The worst of one entrance, and what fell over."""

    def __init__(self, entrance):
        self.entrance, self.files, self.faults = entrance, 0, []
        self.slowest = self.largest = (0, "")

    def note(self, path, seconds, mebibytes, fault):
        self.files += 1
        self.slowest = max(self.slowest, (seconds, path.name))
        self.largest = max(self.largest, (mebibytes, path.name))
        if seconds > MOST_SECONDS:
            fault = f"{seconds:.1f} s"
        if mebibytes > MOST_MEBIBYTES:
            fault = f"{mebibytes:.0f} MiB"
        if fault:
            self.faults.append(f"{path}: {fault}")

    def tell(self):
        (seconds, slow), (mebibytes, large) = self.slowest, self.largest
        print(f"{self.entrance:20} {self.files:5} files   at most {seconds:6.2f} s ({slow}), {mebibytes:4.0f} MiB ({large})")
        for fault in self.faults:
            print(f"   FAULT {fault}")
        return not self.faults


def files(data, folders):
    for folder in folders:
        place = data / folder
        yield from sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]


def run(program, words, path, newsroom):
    """Runs one command on one file: seconds, MiB and what is wrong with how it ended."""
    begun = time.monotonic()
    child = subprocess.Popen(
        [program, *words, "--data", newsroom, "--quiet", path],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
    )
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    fault = None
    if child.returncode not in (0, 1, 2, 3, 4) or "panicked" in said:
        fault = f"ended with {child.returncode}: {said[-300:]}"
    return time.monotonic() - begun, usage.ru_maxrss / 1024, fault


def of_commands(program, data, scratch):
    for number, (words, folders) in enumerate(COMMANDS.items()):
        bounds = Bounds(" ".join(words))
        for path in files(data, folders):
            newsroom = scratch / f"{number}-{bounds.files}" if words[1] == "archive" else scratch / f"{number}"
            bounds.note(path, *run(program, words, path, newsroom))
        yield bounds


def of_http(program, data, scratch):
    newsroom = scratch / "served"
    token = subprocess.run(
        [program, "token", "add", "Bench", "--role", "admin", "--data", newsroom], capture_output=True, text=True, check=True
    ).stdout.strip()
    log = open(scratch / "server.log", "w+")
    server = subprocess.Popen([program, "serve", "--data", newsroom, "--listen", "127.0.0.1:0"], stdout=log, stderr=log)
    try:
        url = None
        while url is None:
            time.sleep(0.1)
            url = re.search(r"http://127\.0\.0\.1:\d+", (scratch / "server.log").read_text())
        for entrance, folders, packed in (
            ("POST /pictures", PICTURES, multipart),
            ("POST /stories", DOCUMENTS, as_it_is),
            ("POST /stories, html", ["F-security"], as_html),
        ):
            bounds = Bounds(entrance)
            for path in files(data, folders):
                body, kind = packed(path)
                bounds.note(path, *ask(server, url.group() + "/api/v1" + entrance.split(",")[0].split()[1], token, body, kind))
            yield bounds
    finally:
        server.terminate()
        server.wait()


def multipart(path):
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    return head.encode() + path.read_bytes() + b"\r\n--edge--\r\n", "multipart/form-data; boundary=edge"


def as_it_is(path):
    return path.read_bytes(), "application/json"


def as_html(path):
    story = {"edition": "en", "kind": "news", "section": "world", "headline": path.name[:100]}
    story["body_html"] = path.read_bytes().decode(errors="replace").replace("\0", "")
    return json.dumps(story).encode(), "application/json"


def ask(server, url, token, body, kind):
    request = urllib.request.Request(url, body, {"Authorization": f"Bearer {token}", "Content-Type": kind}, method="POST")
    begun, fault = time.monotonic(), None
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()
    except urllib.error.HTTPError as refused:
        said = refused.read().decode(errors="replace")
        if refused.code >= 500:
            fault = f"{refused.code} {said[:300]}"
    except OSError as broken:
        # A body that is too large is refused while it is still being sent.
        fault = None if len(body) > 1 << 20 and server.poll() is None else str(broken)
    status = pathlib.Path(f"/proc/{server.pid}/status").read_text()
    return time.monotonic() - begun, int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024, fault


def main():
    data = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else HOUSE.parent / "shared" / "data")
    program = os.environ.get("STOPPRESS")
    if program is None:
        subprocess.run(["cargo", "build", "--quiet", "--profile", "dist", "--bin", "stoppress"], cwd=HOUSE, check=True)
        program = HOUSE / "target/dist/stoppress"
    whole = True
    with tempfile.TemporaryDirectory() as scratch:
        for entrances in (of_commands, of_http):
            for bounds in entrances(program, data, pathlib.Path(scratch)):
                whole &= bounds.tell()
    return 0 if whole else 1


sys.exit(main())
