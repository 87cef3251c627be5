"""Charts: the tide of the flood night against its forecasts, and the budget of the coast."""

import numpy as np

from brush.colour import light
from brush.finish import finish
from brush.paper import INK, PAPER, figures
from brush.plate import Ink, Plate


def sheet():
    """Returns an empty sheet of paper."""
    plate = Plate()
    plate.px[:] = light(PAPER)
    return plate


def chart_tide():
    """The water at Lantern Quay from six in the evening to noon: measured, and as two models foresaw it."""
    plate = sheet()
    left, right, top, low = 150, 1730, 90, 1080
    at = lambda hour, metre: (left + (hour + 6) / 18 * (right - left), low - metre / 7 * (low - top))  # noqa: E731
    hours = np.linspace(-6, 12, 400)
    tide = 3.0 + 2.3 * np.cos((hours - 5.5) / 12.42 * 2 * np.pi)
    old = tide + 0.6 * np.exp(-(((hours - 5) / 4.5) ** 2))
    new = 3.0 + 2.3 * np.cos((hours - 4.9) / 12.42 * 2 * np.pi) + 1.0 * np.exp(-(((hours - 4.6) / 3.6) ** 2))
    real = (
        3.0
        + 2.3 * np.cos((hours - 4.7) / 12.42 * 2 * np.pi)
        + 1.1 * np.exp(-(((hours - 4.4) / 3.4) ** 2))
        + 0.04 * np.sin(hours * 5.1)
        + 0.03 * np.sin(hours * 11.7)
    )
    grid = Ink(plate)
    for metre in range(8):
        grid.line([at(-6, metre), at(12, metre)], 1.2 if metre else 3, "#c9c0ac" if metre else INK)
    for hour in range(-6, 13, 3):
        grid.line([at(hour, 0), (at(hour, 0)[0], low + 14)], 2.5, INK)
        grid.line([at(hour, 0), at(hour, 7)], 1, "#ddd5c3")
    grid.shape([at(-6, 6.85), at(12, 6.85), at(12, 6.6), at(-6, 6.6)], "#efe0b8")
    grid.stamp()
    fill = Ink(plate)
    fill.shape([at(-6, 0), *[at(h, m) for h, m in zip(hours, real)], at(12, 0)], "#2f6f9c")
    tint = fill.mask()
    plate.over(tint * np.clip(0.42 - (plate.y - top) / 2600, 0.06, 1), "#2f6f9c")
    over = Ink(plate)
    flood = [(h, m) for h, m in zip(hours, real) if m >= 5.2]
    over.shape([at(flood[0][0], 5.2), *[at(h, m) for h, m in flood], at(flood[-1][0], 5.2)], "#c23b2e")
    over.stamp(opacity=0.75)
    lines = Ink(plate)
    for k in range(0, 396, 10):
        lines.line([at(h, m) for h, m in zip(hours[k : k + 6], old[k : k + 6])], 5, "#8a8578")
    lines.line([at(h, m) for h, m in zip(hours, new)], 5, "#d9962e")
    lines.line([at(h, m) for h, m in zip(hours, real)], 8, "#1f4f78")
    lines.line([at(-6, 5.2), at(12, 5.2)], 5, "#c23b2e")
    for k in range(0, 60):
        a, b = -6 + 18 * k / 60, -6 + 18 * (k + 0.5) / 60
        lines.line([at(a, 6.6), at(b, 6.6)], 4, "#c23b2e")
    peak = int(np.argmax(real))
    px, py = at(hours[peak], real[peak])
    lines.oval(px, py, 15, 15, "#ffffff")
    lines.oval(px, py, 10, 10, "#1f4f78")
    ox, oy = at(hours[int(np.argmax(old))], old.max())
    lines.oval(ox, oy, 11, 11, "#8a8578")
    lines.stamp()
    figures(plate, [(str(m), left - 46, at(0, m)[1], 34) for m in range(8)])
    figures(plate, [(str(h % 24), at(h, 0)[0], low + 48, 34) for h in range(-6, 13, 3)])
    figures(plate, [("6.4", px - 30, py + 74, 50)], "#ffffff")
    figures(plate, [("5.9", ox + 56, oy - 26, 34)], "#6f6a5e")
    figures(
        plate, [("5.2", right - 40, at(0, 5.2)[1] + 32, 34), ("6.6", right - 40, at(0, 6.6)[1] - 30, 34)], "#a8322a"
    )
    return finish(plate, 33, grain=0.003, vignette=0.04)


def chart_budget():
    """240 million for the coast: the parts by their size, beside last year's 120, one square a million."""
    plate = sheet()
    parts = ((60, "#1f4f78"), (31, "#3f8578"), (22, "#d9962e"), (9, "#c23b2e"), (118, "#a9a294"))
    ink, marks = Ink(plate), []
    size, gap, left, top = 52, 60, 120, 150
    order = [colour for amount, colour in parts for _ in range(amount)]
    for k, colour in enumerate(order):
        col, row = k // 12, k % 12
        x, y = left + col * gap, top + row * gap
        ink.box(x, y, x + size, y + size, colour)
    start = 0
    for amount, colour in parts:
        middle = (start + amount / 2) / 12
        marks.append((str(amount), left + middle * gap - 4, top - 52, 46 if amount > 9 else 38, colour))
        start += amount
    for k in range(120):
        x, y = 1440 + (k // 20) * 44, top + (k % 20) * 36
        ink.box(x, y, x + 32, y + 30, "#cfc7b6")
    x = 120
    for amount, colour in parts:
        wide = 1560 * amount / 240
        ink.box(x, 1010, x + wide - 4, 1090, colour)
        x += wide
    ink.line([(120, 960), (1340, 960)], 3, INK)
    ink.line([(1440, 960), (1696, 960)], 3, INK)
    ink.stamp()
    for text, px, py, tall, colour in marks:
        figures(plate, [(text, px, py, tall)], colour)
    figures(plate, [("240", 730, 922, 52), ("120", 1568, 922, 52)])
    figures(
        plate,
        [
            (f"{round(amount * 100 / 240)} %", 120 + 1560 * (sum(p[0] for p in parts[:k]) + amount / 2) / 240, 1128, 32)
            for k, (amount, _) in enumerate(parts)
        ],
    )
    return finish(plate, 34, grain=0.003, vignette=0.04)


PICTURES = {"chart-tide": chart_tide, "chart-budget": chart_budget}
