"""Story pages as read-it-later services take them: every paragraph, and nothing of the page around it."""

import logging
import re
import unittest
import warnings
from pathlib import Path

warnings.filterwarnings("ignore", module="newspaper")

import lxml.html
import newspaper
import readability
import trafilatura

from outside import PAPER, api, get, run

logging.disable(logging.WARNING)

EACH = 6
WORDS = Path(__file__).parent.parent / "theme" / "words"
KEY = re.compile(r"\b[a-z]+(?:-[a-z]+)*(?:\.[a-z_]+(?:-[a-z]+)*)+\b")


def by_trafilatura(page):
    return trafilatura.extract(page, include_comments=False) or ""


def by_readability(page):
    return lxml.html.fromstring(readability.Document(page).summary()).text_content()


def by_newspaper(page):
    article = newspaper.Article("http://gazette.example/", fetch_images=False)
    article.download(input_html=page)
    article.parse()
    return article.text


EXTRACTORS = {"trafilatura": by_trafilatura, "readability": by_readability, "newspaper4k": by_newspaper}


def plain(text):
    """Returns the text as all of them agree to write it: one space where there is any, and no marks of lists."""
    return re.sub(r"\s+", " ", text).strip()


def text_of(node):
    if node["type"] == "text":
        return node["text"]
    if node["type"] == "hard_break":
        return " "
    return "".join(text_of(child) for child in node.get("content", []))


def walk(node):
    yield node
    for child in node.get("content", []):
        yield from walk(child)


def features(story):
    """Returns what a story page can hold that this one holds."""
    found = {node["type"] for node in walk(story["body"])}
    found |= {name for name in ("lead_picture", "related", "corrected_at", "topics") if story[name]}
    return found - {"doc", "paragraph", "text", "table_row", "table_cell", "list_item"} | {story["kind"]}


def chosen(edition):
    """Returns stories of an edition that together hold as much of everything as there is."""
    left = [story for story in api(f"/stories?edition={edition}&limit=100")["items"] if story["kind"] != "live"]
    seen, taken = set(), []
    while left and len(taken) < EACH:
        best = max(left, key=lambda story: (len(features(story) - seen), len(features(story))))
        left.remove(best)
        seen |= features(best)
        taken.append(best)
    return taken


def words_of(language):
    """Returns the interface's own words of a language, those long enough to be no accident."""
    lines = (WORDS / language / "site.ftl").read_text(encoding="utf-8").splitlines()
    values = [line.split(" = ", 1)[1] for line in lines if re.match(r"[a-z][\w-]* = ", line)]
    return [value for value in values if len(value) >= 6 and "{" not in value]


class Page:
    """A story page, what belongs to the story's text, and what does not."""

    def __init__(self, story, language):
        self.url = story["url"]
        self.source = get(self.url).text
        nodes = list(walk(story["body"]))
        self.paragraphs = [plain(text_of(node)) for node in nodes if node["type"] == "paragraph" and text_of(node).strip()]
        tree = lxml.html.fromstring(self.source)
        own = [text_of(story["body"]), story["headline"], story["standfirst"] or "", *story["bylines"], *story["topics"]]
        own += [node["attrs"]["title"] for node in nodes if node["type"] == "factbox"]
        own += [text.text_content() for text in tree.xpath('//*[@class="correction"]/p[last()]')]
        self.own = plain(" ".join(own))
        self.captions = self._texts(tree, "//figcaption//*[contains(@class, 'caption')]")
        self.credits = self._texts(tree, "//*[contains(@class, 'credit')]")
        self.related = self._texts(tree, "//*[contains(@class, 'related')]//*[self::h2 or self::h3]/a")
        self.words = [word for word in words_of(language) if word.casefold() not in self.own.casefold()]

    def _texts(self, tree, path):
        return {plain(found.text_content()) for found in tree.xpath(path)} - {""}

    def faults(self, extracted):
        text = plain(extracted)
        for paragraph in self.paragraphs:
            if paragraph not in text:
                yield f"lacks the paragraph: {paragraph[:120]}"
        for name, parts in (("caption", self.captions), ("credit", self.credits), ("related headline", self.related)):
            for part in parts:
                if part in text and part not in self.own:
                    yield f"holds a {name}: {part[:120]}"
        for word in self.words:
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text):
                yield f"holds a word of the interface: {word}"
        for key in KEY.findall(text):
            if key not in self.own:
                yield f"holds what looks like a key: {key}"


class Extraction(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pages = [
            Page(story, edition["language"]) for edition in PAPER["editions"] for story in chosen(edition["slug"])
        ]

    def every_page_by(self, name):
        for page in self.pages:
            with self.subTest(page.url):
                faults = list(page.faults(EXTRACTORS[name](page.source)))
                if faults:
                    self.fail("\n".join(faults))

    def test_at_least_twelve_stories_of_all_editions_are_looked_at(self):
        self.assertGreaterEqual(len(self.pages), 12)
        for what in ("captions", "credits", "related"):
            self.assertTrue(any(getattr(page, what) for page in self.pages), f"no page has {what}")

    def test_trafilatura_takes_the_story_and_nothing_else(self):
        self.every_page_by("trafilatura")

    def test_readability_takes_the_story_and_nothing_else(self):
        self.every_page_by("readability")

    def test_newspaper4k_takes_the_story_and_nothing_else(self):
        self.every_page_by("newspaper4k")


if __name__ == "__main__":
    run()
