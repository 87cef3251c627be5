#!/usr/bin/env python3
"""Draws bench/figures.csv: one chart for each name in it, with a pair of bars for each system that we stand beside.

    bench/chart.py [LOG]  writes docs/running/charts/NAME.svg; first takes the rows that a log of measurements has;
                          prints the links for docs/running/performance.md

A row is name,unit,ours,peer,theirs,ratio,better,gate,goal. `better` is higher or lower; `gate` and `goal`, which may be
empty, are the bounds that ours is to keep and to reach: a number in the unit, or a multiple of theirs such as 1.0x.
"""

import csv
import html
import pathlib
import re
import sys

HOUSE = pathlib.Path(__file__).resolve().parent.parent
FIGURES = HOUSE / "bench" / "figures.csv"
CHARTS = HOUSE / "docs" / "running" / "charts"
MOST_BYTES = 8 * 1024
WIDTH, NAMES, BARS, PAIR = 680, 104, 380, 66
# The colours of the default look, by day and by night.
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#14171c}.title{font-weight:600;font-size:15px}.quiet{fill:#484d55}"
    ".ratio{font-weight:600;fill:#2a3c9b}.ours{fill:#2a3c9b}.theirs{fill:#676c74}.page{fill:#fff}"
    ".gate,.goal{stroke:#9e151b;stroke-width:2}.goal{stroke-dasharray:4 3}"
    "@media(prefers-color-scheme:dark){text{fill:#e9eaec}.quiet{fill:#b4b9c1}.ratio,.ours{fill:#aeb9ff}"
    ".theirs{fill:#8a919c}.page{fill:#13161b}.gate,.goal{stroke:#ff958c}}"
)


def number(value):
    """The digits that matter, thousands set apart."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}" if value >= 1 else f"{value:.2g}"


def bounds(row):
    """What ours is to keep and to reach, in the unit of the row."""
    for kind in ("gate", "goal"):
        bound = row[kind]
        if bound:
            yield kind, float(bound[:-1]) * row["theirs"] if bound.endswith("x") else float(bound)


def draw(name, rows):
    most = max(value for row in rows for value in (row["ours"], row["theirs"], *(bound for _, bound in bounds(row))))
    height = 52 + PAIR * len(rows)
    way = "more is better" if rows[0]["better"] == "higher" else "less is better"
    words = "; ".join(f"Stoppress {number(row['ours'])}, {row['peer']} {number(row['theirs'])} {row['unit']}" for row in rows)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">',
        f"<title>{html.escape(name)}</title><desc>{html.escape(words)}</desc><style>{STYLE}</style>",
        f'<rect class="page" width="{WIDTH}" height="{height}"/>',
        f'<text class="title" x="16" y="26">{html.escape(name)}</text>',
        f'<text class="quiet" x="{WIDTH - 16}" y="26" text-anchor="end">{html.escape(rows[0]["unit"])}, {way}</text>',
    ]
    for place, row in enumerate(rows):
        top = 46 + PAIR * place
        for line, (who, kind, value) in enumerate((("Stoppress", "ours", row["ours"]), (row["peer"], "theirs", row["theirs"]))):
            y, length = top + 24 * line, max(1, BARS * value / most)
            out.append(f'<text class="quiet" x="{NAMES - 8}" y="{y + 14}" text-anchor="end">{html.escape(who)}</text>')
            out.append(f'<rect class="{kind}" x="{NAMES}" y="{y}" width="{length:.1f}" height="18" rx="2"/>')
            out.append(f'<text x="{NAMES + length + 6:.1f}" y="{y + 14}">{number(value)}</text>')
        for kind, bound in bounds(row):
            x = NAMES + BARS * bound / most
            out.append(f'<path class="{kind}" d="M{x:.1f} {top - 4}v26"><title>{kind}: {number(bound)}</title></path>')
        out.append(f'<text class="ratio" x="{WIDTH - 16}" y="{top + 26}" text-anchor="end">{html.escape(row["ratio"])} × {html.escape(row["peer"])}</text>')
    return "".join(out) + "</svg>\n"


def take(log):
    """Puts the rows of a log in place of those with the same name and peer."""
    lines = log.read_text().splitlines()
    fresh = list(csv.reader(line.removeprefix("row: ") for line in lines if line.startswith("row: ")))
    rows = {(row[0], row[3]): row for row in [*csv.reader(FIGURES.read_text().splitlines()), *fresh]}
    with open(FIGURES, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows.values())


def main():
    if len(sys.argv) > 1:
        take(pathlib.Path(sys.argv[1]))
    with open(FIGURES, newline="") as file:
        rows = list(csv.DictReader(file))
    charts = {}
    for row in rows:
        row["ours"], row["theirs"] = float(row["ours"]), float(row["theirs"])
        charts.setdefault(row["name"], []).append(row)
    CHARTS.mkdir(exist_ok=True)
    for name, pairs in charts.items():
        path = CHARTS / (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") + ".svg")
        text = draw(name, pairs)
        if len(text.encode()) > MOST_BYTES:
            raise SystemExit(f"{path.name} has {len(text.encode())} bytes; {MOST_BYTES} are the most")
        path.write_text(text)
        print(f"![{name}](charts/{path.name})")


main()
