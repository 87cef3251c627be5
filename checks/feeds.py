"""Every feed, as feed readers read it: what pages link to, and the two other forms beside it."""

import html
import json
import re
import unittest
from datetime import datetime
from urllib.parse import urljoin
from xml.etree import ElementTree

import feedparser

from outside import HOME, PAPER, get, run

FORMS = ("feed.rss", "feed.atom", "feed.json")
#: Kinds of pages that have a feed of their own.
KINDS = ("front", "section", "topic", "author")


def linked(page):
    """Returns the feeds that a page names in its head."""
    tags = re.findall(r'<link rel="alternate" type="application/(?:rss\+xml|atom\+xml|feed\+json)"[^>]*>', page.text)
    return [urljoin(page.url, html.unescape(re.search(r'href="([^"]*)"', tag)[1])) for tag in tags]


def feeds():
    """Returns the address of every feed, in each of its forms, and the page that led to it."""
    found = {}
    for page in PAPER["pages"]:
        if page["kind"] not in KINDS:
            continue
        address = page["url"].rstrip("/")
        beside = [f"{address}/{form}" for form in FORMS]
        for url in linked(get(page["url"])) + beside:
            found.setdefault(url, page["url"])
    return found


class Feeds(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.answers = {url: get(url) for url in feeds()}

    def of(self, *endings):
        return [(url, answer) for url, answer in self.answers.items() if url.endswith(endings)]

    def test_each_of_the_pages_leads_to_a_feed(self):
        for page in PAPER["pages"]:
            if page["kind"] in KINDS:
                with self.subTest(page["url"]):
                    self.assertTrue(linked(get(page["url"])), "no feed is named in the head")

    def test_each_of_the_feeds_is_there(self):
        for url, answer in self.answers.items():
            with self.subTest(url):
                self.assertEqual(answer.status, 200)

    def test_feedparser_has_nothing_to_forgive_in_rss_and_atom(self):
        for url, answer in self.of(".rss", ".atom"):
            with self.subTest(url):
                self.assertEqual(answer.status, 200)
                headers = {"content-type": answer.headers.get("content-type", ""), "content-location": url}
                feed = feedparser.parse(answer.body, response_headers=headers)
                self.assertEqual(feed.bozo, 0, feed.get("bozo_exception"))
                self.assertGreaterEqual(len(feed.entries), 1, "it holds no entry")
                self.assertTrue(feed.feed.get("title"), "it has no title")
                for entry in feed.entries:
                    self.assertTrue(entry.get("title") and entry.get("link") and entry.get("id"), entry)
                    self.assertIsNotNone(entry.get("published_parsed"), f"{entry.link} has no time")

    def test_json_feeds_have_what_version_1_1_demands(self):
        for url, answer in self.of(".json"):
            with self.subTest(url):
                self.assertEqual(answer.status, 200)
                self.assertIn("application/feed+json", answer.headers.get("content-type", ""))
                feed = json.loads(answer.body)
                self.assertEqual(feed["version"], "https://jsonfeed.org/version/1.1")
                self.assertTrue(feed["title"])
                self.assertEqual(feed.get("feed_url"), url)
                self.assertGreaterEqual(len(feed["items"]), 1, "it holds no item")
                for item in feed["items"]:
                    self.assertIsInstance(item["id"], str)
                    self.assertTrue("content_html" in item or "content_text" in item, f"{item['id']} has no content")
                    self.assertIsNotNone(datetime.fromisoformat(item["date_published"].replace("Z", "+00:00")).tzinfo)
                ids = [item["id"] for item in feed["items"]]
                self.assertEqual(len(ids), len(set(ids)), "an id comes twice")

    def test_what_a_feed_leads_to_is_there(self):
        for url, answer in self.of("feed.rss"):
            with self.subTest(url):
                newest = feedparser.parse(answer.body).entries[:3]
                for entry in newest:
                    self.assertEqual(get(entry.link).status, 200, entry.link)

    def test_the_sitemap_is_well_formed_and_of_this_house(self):
        self.is_sitemap("sitemap.xml")

    def test_the_news_sitemap_is_well_formed_and_of_this_house(self):
        self.is_sitemap("news-sitemap.xml")

    def is_sitemap(self, name):
        answer = get(f"{HOME}/{name}")
        if answer.status == 404:
            self.skipTest(f"/{name} is not there")
        self.assertEqual(answer.status, 200)
        root = ElementTree.fromstring(answer.body)
        self.assertRegex(root.tag, r"^\{http://www\.sitemaps\.org/schemas/sitemap/0\.9\}(urlset|sitemapindex)$")
        places = [place.text for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
        self.assertTrue(places and all(place.startswith(f"{HOME}/") for place in places), places[:3])


if __name__ == "__main__":
    run()
