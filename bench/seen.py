"""Publishes stories by the API, one after the other, and asks for the front and the feed until both show each.
seen.py URL TOKEN COUNT RUN: prints the median and the slowest in milliseconds, from the order's first byte."""
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
    tries = 0
    while True:
        tries += 1
        status, page = ask("GET", path)
        if status == 200 and headline in page:
            return tries


took, answered, most = [], [], 1
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
    begun = time.perf_counter()
    status, story = ask("POST", publish, None, sign)
    answered.append(time.perf_counter() - begun)
    assert status == 200, story
    for path in ("/en/", "/en/feed.rss"):
        most = max(most, shows(path, headline.encode()))
    took.append(time.perf_counter() - begun)
took.sort()
answered.sort()
middle = count // 2
print(f"p50 {took[middle] * 1e3:.2f} max {took[-1] * 1e3:.2f} ms; the answer alone p50 {answered[middle] * 1e3:.2f};"
      f" asked for at most {most} times")
