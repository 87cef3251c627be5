"""What every check in Python is told by who starts it, and how it asks and reports."""

import json
import os
import sys
import unittest
import urllib.error
import urllib.parse
import urllib.request

HOME = os.environ["CHECK_URL"]
with open(os.environ["CHECK_PAPER"], encoding="utf-8") as file:
    PAPER = json.load(file)


class Answer:
    def __init__(self, url, status, headers, body):
        self.url, self.status, self.headers, self.body = url, status, headers, body

    @property
    def text(self):
        return self.body.decode("utf-8")


def get(url):
    """Asks for an address as anybody may; a refusal is an answer too."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return Answer(url, answer.status, dict(answer.headers), answer.read())
    except urllib.error.HTTPError as refusal:
        return Answer(url, refusal.code, dict(refusal.headers), refusal.read())


def api(path):
    """Asks the newspaper's API, as anybody may."""
    answer = get(f"{HOME}/api/v1{path}")
    if answer.status != 200:
        raise AssertionError(f"/api/v1{path} answered {answer.status}: {answer.text}")
    return json.loads(answer.body)


class Told(unittest.TextTestResult):
    """Says each sentence, and of what failed what was found, not where in the code."""

    def getDescription(self, test):
        return test._testMethodName.replace("test_", "", 1).replace("_", " ")

    def startTest(self, test):
        unittest.TestResult.startTest(self, test)

    def addSuccess(self, test):
        self.stream.writeln(f"✓ {self.getDescription(test)}")

    def addSkip(self, test, reason):
        super(unittest.TextTestResult, self).addSkip(test, reason)
        self.stream.writeln(f"– {self.getDescription(test)}: skipped, {reason}")

    def addFailure(self, test, error):
        super(unittest.TextTestResult, self).addFailure(test, error)
        self._tell(test, str(error[1]))

    def addError(self, test, error):
        super(unittest.TextTestResult, self).addError(test, error)
        self._tell(test, self._exc_info_to_string(error, test))

    def addSubTest(self, test, part, error):
        super(unittest.TextTestResult, self).addSubTest(test, part, error)
        if error is not None:
            self._tell(test, f"{urllib.parse.unquote(part._subDescription())}\n{error[1]}")

    def _tell(self, test, what):
        indented = "\n".join(f"    {line}" for line in what.splitlines())
        self.stream.writeln(f"✗ {self.getDescription(test)}\n{indented}")

    def printErrors(self):
        pass


def run():
    """Runs the tests of the script that calls this, and ends with what came of it."""
    runner = unittest.TextTestRunner(stream=sys.stdout, resultclass=Told)
    unittest.main(module="__main__", testRunner=runner, argv=sys.argv)
