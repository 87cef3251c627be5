"""What bench/desk.sh asks of the desk without a browser.

    desk.py sign-in URL                           prints the session's cookie
    desk.py lists   URL SESSION COUNT             a line a list: its name, p50 and p95 in milliseconds, bytes
    desk.py publish URL TOKEN SESSION COUNT RUN   p50 and p95 until the answer, p50 and p95 until the front shows it
    desk.py story   URL TOKEN                     makes a story of 5,000 words and 20 pictures; prints its id
    desk.py count   URL TOKEN STORY               says how many of both it has
"""
import http.client, json, pathlib, random, re, sys, time
from urllib.parse import urlencode, urlparse

sys.path.insert(0, str(pathlib.Path(__file__).parent / "peers"))
from press import GAZETTE, WORDS, form  # noqa: E402

EMAIL, PASSWORD = "ruth@gazette.example", "herons know the evening tide"
what, url, *rest = sys.argv[1:]
server = http.client.HTTPConnection(urlparse(url).netloc, timeout=60)


def ask(method, path, body=None, headers={}):
    server.request(method, path, body, headers)
    answer = server.getresponse()
    return answer.status, answer.headers, answer.read()


def api(token, method, path, body=None, headers={"Content-Type": "application/json"}):
    sent = json.dumps(body) if isinstance(body, dict) else body
    status, _, text = ask(method, f"/api/v1{path}", sent, {"Authorization": f"Bearer {token}", **headers})
    if status not in (200, 201):
        sys.exit(f"{method} {path}: {status} {text[:300]!r}")
    return json.loads(text)


def at(took, part):
    return sorted(took)[min(len(took) - 1, int(len(took) * part))]


def sign_in():
    body = urlencode({"email": EMAIL, "password": PASSWORD})
    status, headers, _ = ask("POST", "/desk/login", body, {"Content-Type": "application/x-www-form-urlencoded", "Origin": url})
    cookie = (headers["Set-Cookie"] or "").split(";")[0]
    if status != 303 or not cookie:
        sys.exit(f"nobody is let in: {status}")
    print(cookie)


def lists(session, count):
    asked = {
        "plain": "",
        "of the drafts": "?state=draft",
        "of what is published": "?state=published",
        "of a section": "?edition=en&section=world",
        "of a section of a small edition": "?edition=ru&section=world",
        "of one's own": "?mine=yes",
        "by a word of many stories": "?q=harbour",
        "by two words of few": "?q=herons+tide",
        "by a word of none": "?q=zzyzx",
        "page 5": "?page=5",
    }
    page = ask("GET", "/desk/", headers={"Cookie": session})[2].decode()
    people = re.findall(r'<option value="([0-9a-f-]{36})">([^<]+)</option>', page)
    asked |= {f"of {name}": f"?by={person}" for person, name in people[:4]}
    asked |= {f"of {name}, drafts": f"?by={person}&state=draft" for person, name in people[:1]}
    for name, query in asked.items():
        took, size = [], 0
        for _ in range(int(count) + 3):
            begun = time.perf_counter()
            status, _, page = ask("GET", f"/desk/{query}", headers={"Cookie": session, "Accept-Encoding": "br"})
            took.append((time.perf_counter() - begun) * 1e3)
            size = len(page)
            if status != 200:
                sys.exit(f"/desk/{query}: {status}")
        # The first ones read from the disk, and make the statements ready.
        took = took[3:]
        print(f"{name}: {at(took, 0.5):.2f} {at(took, 0.95):.2f} {size} bytes", flush=True)


def publish(token, session, count, run):
    answers, fronts = [], []
    ask("GET", "/en/")
    for number in range(int(count)):
        headline = f"From the desk {run} {number} at once"
        story = api(token, "POST", "/stories", {
            "edition": "en", "kind": "news", "section": "world", "headline": headline, "standfirst": "It is there.",
            "bylines": ["Edda Marsh"], "topics": ["Floods"],
            "body_html": "<p>" + "Water stood in the streets of the old town. " * 40 + "</p>"})
        # As the editor asks for it: by the session, with the revision that was seen.
        sent = {"Cookie": session, "Origin": url, "Content-Type": "application/json", "If-Match": f'"{story["revision"]}"'}
        begun = time.perf_counter()
        status, _, text = ask("POST", f"/api/v1/stories/{story['id']}/publish", "{}", sent)
        answered = time.perf_counter()
        if status != 200:
            sys.exit(f"not published: {status} {text[:300]!r}")
        status, _, page = ask("GET", "/en/")
        shown = time.perf_counter()
        if status != 200 or headline.encode() not in page:
            sys.exit(f"the front does not show {headline}, which had been published")
        answers.append((answered - begun) * 1e3)
        fronts.append((shown - begun) * 1e3)
    print(*(f"{at(took, part):.2f}" for took in (answers, fronts) for part in (0.5, 0.95)))


def story(token):
    chance = random.Random(7)
    names = [path for path in sorted(GAZETTE.glob("*.jpg"))][:20]
    pictures = []
    for path in names:
        fields = {"caption": "The scene", "alt": "A scene", "creator": "Gazette", "credit": "Gazette"}
        body, kind = form(path, fields)
        pictures.append(api(token, "POST", "/pictures", body, kind)["id"])
    content = []
    for number in range(100):
        words = " ".join(chance.choice(WORDS) for _ in range(50))
        content.append({"type": "paragraph", "content": [{"type": "text", "text": f"{words.capitalize()}."}]})
        if number % 5 == 2:
            attrs = {"picture": pictures[number // 5], "caption": "What it shows.", "alt": "What it shows"}
            content.append({"type": "picture", "attrs": attrs})
    made = api(token, "POST", "/stories", {
        "edition": "en", "kind": "feature", "section": "world", "headline": "A long story of the harbour",
        "standfirst": "It has everything.", "bylines": ["Edda Marsh"], "topics": ["Floods"],
        "lead_picture": pictures[0], "body": {"type": "doc", "content": content}})
    print(made["id"])


def count(token, story):
    blocks = api(token, "GET", f"/stories/{story}")["body"]["content"]
    words = sum(len(block["content"][0]["text"].split()) for block in blocks if block["type"] == "paragraph")
    print(f"{words} words and {sum(block['type'] == 'picture' for block in blocks)} pictures")


{"sign-in": sign_in, "lists": lists, "publish": publish, "story": story, "count": count}[what](*rest)
