"""Publishes stories by the API, one after the other, and asks for the front and the feed, which must show each at once.
seen.py URL TOKEN COUNT RUN: prints the median and the slowest in milliseconds, from the order's first byte. What was
there before the answer is never served after it; only open pages, which are not asked here, are told a moment later."""
import http.client, json, sys, time
from urllib.parse import urlparse

url, token, count, run = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
server = http.client.HTTPConnection(urlparse(url).netloc)
sign = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}


def ask(method, path, body=None, headers={}):
    server.request(method, path, body, headers)
    answer = server.getresponse()
    return answer.status, answer.read()


def shows(path, headline):
    status, page = ask("GET", path)
    if status != 200 or headline not in page:
        sys.exit(f"{path} was answered with {status} and without {headline.decode()}, which had been published")


took = []
for path in ("/en/", "/en/feed.rss"):
    ask("GET", path)
for number in range(count):
    headline = f"Seen {run} {number} at once"
    fields = {"edition": "en", "kind": "news", "section": "world", "headline": headline,
              "standfirst": "It is there.", "bylines": ["Edda Marsh"], "topics": ["Floods"],
              "body_html": "<p>" + "Water stood in the streets of the old town. " * 40 + "</p>"}
    status, story = ask("POST", "/api/v1/stories", json.dumps(fields), sign)
    assert status == 201, story
    publish = f"/api/v1/stories/{json.loads(story)['id']}/publish"
    steps = [time.perf_counter()]
    status, story = ask("POST", publish, None, sign)
    steps.append(time.perf_counter())
    assert status == 200, story
    for path in ("/en/", "/en/feed.rss"):
        shows(path, headline.encode())
        steps.append(time.perf_counter())
    took.append([(later - steps[0]) * 1e3 for later in steps[1:]][::-1])
took.sort()
(middle, _, answered), (slowest, front, answer) = took[count // 2], took[-1]
print(f"p50 {middle:.2f} max {slowest:.2f} ms; of the former the answer {answered:.2f}, of the latter the answer"
      f" {answer:.2f}, the front {front - answer:.2f}, the feed {slowest - front:.2f}")
