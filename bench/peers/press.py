#!/usr/bin/env python3
"""The newsroom's side of a comparison: the same stories, written and published through the API of each system.

    press.py fill    SYSTEM BASE KEY COUNT   writes and publishes; prints the address of the last story
    press.py seen    SYSTEM BASE KEY TRIES   publish -> seen on the front and in the feed: median, most (ms)
    press.py written SYSTEM BASE KEY SECONDS created and published a second, over 8 connections
    press.py setup   ghost BASE              makes Ghost's owner and an integration; prints its key
    press.py wait    ADDRESS                 asks until it is answered with 200; prints when that was

SYSTEM is stoppress, wordpress or ghost. The text is made up of fixed words with a fixed seed: the same for all.
"""

import base64
import hashlib
import hmac
import http.client
import http.cookies
import json
import pathlib
import random
import statistics
import sys
import threading
import time
import urllib.parse

GAZETTE = pathlib.Path(__file__).resolve().parents[2] / "gazette" / "pictures"
PICTURES = [GAZETTE / f"{name}.jpg" for name in ("bridge", "harbour-dusk", "library-interior", "market", "parliament", "regatta")]
WORDS = """harbour council bridge river storm market school vote budget ferry engineers residents morning evening wall
report minister street library concert stadium museum hospital station power water coast island mountain road train
workers farmers students teachers doctors judges police officials company contract agreement inquiry election decision
delay repair warning plan meeting hearing letter statement figure record season winter summer week month year the a of
and to in that for with on from after before under over between without against they which who said told asked wrote
found built closed opened moved rose fell began ended remained returned received considered announced new old long short
early late public local national quiet large small high low first second last""".split()


class Line:
    """One connection that is kept open, and asked with JSON."""

    def __init__(self, base):
        self.base = urllib.parse.urlsplit(base)
        self.connection = None

    def ask(self, method, path, body=None, headers=None):
        sent = {"Content-Type": "application/json", **(headers or {})}
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        for again in (True, False):
            if self.connection is None:
                self.connection = http.client.HTTPConnection(self.base.hostname, self.base.port, timeout=60)
            try:
                self.connection.request(method, path, body, sent)
                answer = self.connection.getresponse()
                return answer.status, answer.headers, answer.read()
            except (http.client.RemoteDisconnected, ConnectionError, http.client.BadStatusLine):
                # A server may close what was idle; a second refusal is one.
                self.connection = None
                if not again:
                    raise

    def json(self, method, path, body=None, headers=None):
        status, _, text = self.ask(method, path, body, headers)
        if status not in (200, 201):
            sys.exit(f"{method} {path}: {status} {text[:600].decode(errors='replace')}")
        return json.loads(text)


def form(path, fields):
    """A picture as a form sends it: the body, and its type."""
    edge = "peers-edge"
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in fields.items()]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\nContent-Type: image/jpeg\r\n\r\n'
    return b"".join([*parts, head.encode(), path.read_bytes(), f"\r\n--{edge}--\r\n".encode()]), {
        "Content-Type": f"multipart/form-data; boundary={edge}"
    }


class Stoppress:
    front, feed = "/en/", "/en/feed.rss"

    def __init__(self, base, key):
        self.line, self.key, self.related = Line(base), {"Authorization": f"Bearer {key}"}, []

    def picture(self, path):
        body, kind = form(path, {"caption": "The scene", "alt": "A scene", "creator": "Gazette", "credit": "Gazette"})
        return self.line.json("POST", "/api/v1/pictures", body, {**self.key, **kind})["id"]

    def create(self, story, picture=None):
        body = {
            "edition": "en", "kind": "news", "section": "world", "headline": story["headline"],
            "standfirst": story["standfirst"], "body_html": html(story), "related": self.related[-2:],
        }
        if picture:
            body["lead_picture"] = picture
        return self.line.json("POST", "/api/v1/stories", body, self.key)["id"]

    def publish(self, story):
        address = self.line.json("POST", f"/api/v1/stories/{story}/publish", {}, self.key)["url"]
        self.related.append(story)
        return address


class Wordpress:
    front, feed = "/", "/feed/"

    def __init__(self, base, key):
        self.line = Line(base)
        self.key = {"Authorization": "Basic " + base64.b64encode(f"editor:{key}".encode()).decode()}

    def picture(self, path):
        headers = {"Content-Type": "image/jpeg", "Content-Disposition": f'attachment; filename="{path.name}"'}
        return self.line.json("POST", "/wp-json/wp/v2/media", path.read_bytes(), {**self.key, **headers})["id"]

    def create(self, story, picture=None):
        body = {
            "title": story["headline"], "excerpt": story["standfirst"], "status": "draft",
            "content": "\n\n".join(f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->" for text in story["text"]),
        }
        if picture:
            body["featured_media"] = picture
        return self.line.json("POST", "/wp-json/wp/v2/posts", body, self.key)["id"]

    def publish(self, story):
        return self.line.json("POST", f"/wp-json/wp/v2/posts/{story}", {"status": "publish"}, self.key)["link"]


class Ghost:
    front, feed = "/", "/rss/"
    api = "/ghost/api/admin"

    def __init__(self, base, key=None):
        self.line, self.own = Line(base), key

    @property
    def key(self):
        def part(data):
            return base64.urlsafe_b64encode(data).rstrip(b"=")

        name, secret = self.own.split(":")
        now = int(time.time())
        head = part(json.dumps({"alg": "HS256", "typ": "JWT", "kid": name}).encode())
        words = head + b"." + part(json.dumps({"iat": now, "exp": now + 300, "aud": "/admin/"}).encode())
        sign = part(hmac.new(bytes.fromhex(secret), words, hashlib.sha256).digest())
        return {"Authorization": "Ghost " + (words + b"." + sign).decode()}

    def setup(self):
        origin = {"Origin": f"{self.line.base.scheme}://{self.line.base.netloc}"}
        person = {"name": "Editor", "email": "editor@example.org", "password": "seventeen herons 48"}
        self.line.json("POST", f"{self.api}/authentication/setup/", {"setup": [{**person, "blogTitle": "The Gazette"}]}, origin)
        session = {"username": person["email"], "password": person["password"]}
        status, headers, text = self.line.ask("POST", f"{self.api}/session/", session, origin)
        if status != 201:
            sys.exit(f"signing in: {status} {text[:600].decode(errors='replace')}")
        cookie = http.cookies.SimpleCookie(headers["Set-Cookie"])
        origin["Cookie"] = "; ".join(f"{name}={morsel.value}" for name, morsel in cookie.items())
        made = self.line.json("POST", f"{self.api}/integrations/?include=api_keys", {"integrations": [{"name": "peers"}]}, origin)
        return next(key["secret"] for key in made["integrations"][0]["api_keys"] if key["type"] == "admin")

    def picture(self, path):
        body, kind = form(path, {"purpose": "image"})
        return self.line.json("POST", f"{self.api}/images/upload/", body, {**self.key, **kind})["images"][0]["url"]

    def create(self, story, picture=None):
        post = {"title": story["headline"], "custom_excerpt": story["standfirst"], "html": html(story), "status": "draft"}
        if picture:
            post["feature_image"] = picture
        made = self.line.json("POST", f"{self.api}/posts/?source=html", {"posts": [post]}, self.key)["posts"][0]
        return made["id"], made["updated_at"]

    def publish(self, story):
        own, seen = story
        change = {"posts": [{"status": "published", "updated_at": seen}]}
        return self.line.json("PUT", f"{self.api}/posts/{own}/", change, self.key)["posts"][0]["url"]


SYSTEMS = {"stoppress": Stoppress, "wordpress": Wordpress, "ghost": Ghost}


def html(story):
    return "".join(f"<p>{text}</p>" for text in story["text"])


def write(number, what="story"):
    """The story of this number: a headline that no other has, and eight paragraphs of 75 words."""
    chance = random.Random(f"{what} {number}")

    def sentence(words):
        return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."

    return {
        "headline": f"{sentence(7)[:-1]}, {what} {number}",
        "standfirst": sentence(18),
        "text": [" ".join(sentence(15) for _ in range(5)) for _ in range(8)],
    }


def fill(system, base, key, count):
    press = system(base, key)
    pictures = [press.picture(path) for path in PICTURES]
    stamp = int(time.time())
    for number in range(count):
        address = press.publish(press.create(write(number, f"story {stamp}"), pictures[number % len(pictures)]))
    return address


def seen(system, base, key, tries):
    press = system(base, key)
    reader = Line(base)
    took = []
    stamp = int(time.time())
    for number in range(tries + 1):
        story = write(number, f"seen {stamp}")
        mark = story["headline"].encode()
        made = press.create(story)
        time.sleep(0.1)
        since = time.perf_counter()
        press.publish(made)
        for path in (system.front, system.feed):
            while mark not in reader.ask("GET", path)[2]:
                if system is Stoppress:
                    sys.exit(f"{path} was served without {story['headline']}, which had been published")
                if time.perf_counter() - since > 30:
                    sys.exit(f"{story['headline']} is not seen at {path} after 30 s")
        took.append((time.perf_counter() - since) * 1000)
    # The first opens connections and compiles code; it is none of the tries.
    return f"{statistics.median(took[1:]):.1f} {max(took[1:]):.1f}"


def written(system, base, key, seconds, connections=8):
    end = time.perf_counter() + seconds
    stamp = int(time.time())
    counts = [0] * connections

    def work(place):
        press = system(base, key)
        while time.perf_counter() < end:
            press.publish(press.create(write(counts[place], f"written {stamp} {place}")))
            counts[place] += 1

    since, used = time.perf_counter(), time.process_time()
    workers = [threading.Thread(target=work, args=[place]) for place in range(connections)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    took = time.perf_counter() - since
    busy = (time.process_time() - used) / took
    if busy > 0.8:
        print(f"this program was busy {busy:.0%} of the time: {system.__name__} can do more than is said", file=sys.stderr)
    return f"{sum(counts) / took:.1f}"


def wait(address):
    line = Line(address)
    for _ in range(60_000):
        try:
            if line.ask("GET", line.base.path)[0] == 200:
                return f"{time.time():.6f}"
        except OSError:
            line.connection = None
        time.sleep(0.001)
    sys.exit(f"{address} does not answer")


def main(what, *words):
    if what == "wait":
        return wait(words[0])
    system = SYSTEMS[words[0]]
    if what == "setup":
        return system(words[1]).setup()
    return {"fill": fill, "seen": seen, "written": written}[what](system, words[1], words[2], int(words[3]))


if __name__ == "__main__":
    print(main(*sys.argv[1:]))
