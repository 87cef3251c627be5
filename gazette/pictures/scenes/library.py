"""The reading room of the town library."""

import numpy as np

from brush.colour import light, ramp
from brush.finish import finish
from brush.noise import cell, chance, fractal, smooth
from brush.plate import Ink, Plate
from brush.stage import Stage
from brush.things import person
from brush.weather import beam, rays

BOOKS = ("#7a2f2a", "#2f4a5c", "#8a6a3a", "#3a5240", "#5c3a4a", "#a88a58", "#27313c", "#94502f", "#cdbb96", "#4a2a22")


def shelves(seed, gallery):
    """Returns how a wall of books is painted: boards, spines, a gallery halfway up."""

    def paint(a, b, place, far):
        z, y = np.where(np.abs(place[0]) > 5.9, place[2], place[0] * 1.0 + 40), place[1]
        case = np.floor(z / 2.4)
        u = z - case * 2.4
        level = np.floor(y / 0.44)
        v = y / 0.44 - level
        book = np.floor(z / 0.075 + 3 * cell(case, level, seed))
        fat = cell(book, level, seed + 1)
        spine = (z / 0.075 + 3 * cell(case, level, seed)) % 1
        tall = 0.62 + 0.3 * cell(np.floor(book / 5), level, seed + 2) - 0.07 * fat
        palette = np.stack([light(c) for c in BOOKS])
        pick = (cell(np.floor(book / 2.5), level, seed + 3) * len(BOOKS)).astype(int)
        tint = palette[pick] * (0.55 + 0.8 * fat)[:, None] * (0.6 + 0.8 * np.sin(np.pi * spine))[:, None]
        band = (np.abs(v - 0.5) < 0.03) & (fat > 0.5)
        tint = np.where(band[:, None], light("#d8b25c"), tint)
        gap = (v > tall) | (fat < 0.05)
        tint = np.where(gap[:, None], light("#150d09"), tint)
        wood = light("#6a4226") * (0.75 + 0.4 * fractal(z * 3, y * 9, 3, 0.6, seed))[:, None]
        board = (v < 0.09) | (u < 0.16)
        tint = np.where(board[:, None], wood, tint)
        floor = (y > 4.25) & (y < 4.6)
        tint = np.where(floor[:, None], wood * 1.25, tint)
        shade = 0.55 + 0.45 * smooth(0, 2.0, np.abs(y - 4.25)) if gallery else 1.0
        glow = 0.35 + 0.75 * np.exp(-(((y - 1.6) / 1.6) ** 2)) + 0.5 * smooth(4.5, 8.5, y)
        tint = tint * (light("#ffdca8") * (glow * shade)[:, None])
        return tint + (light("#8c7458") - tint) * (0.6 * (1 - np.exp(-far / 55)))[:, None]

    return paint


def vault(a, b, place, far):
    """Paints one strip of the ceiling: coffers with gilt edges."""
    u, v = place[2] / 1.8 % 1, b * 1.0
    edge = (np.abs(u - 0.5) > 0.42) | (np.abs(v - 0.5) > 0.42)
    inner = (np.abs(u - 0.5) > 0.34) | (np.abs(v - 0.5) > 0.34)
    tint = np.where(edge[:, None], light("#b89a66"), np.where(inner[:, None], light("#6a5236"), light("#3a4a52")))
    tint = tint * (0.62 + 0.2 * v)[:, None]
    return tint + (light("#b9a684") - tint) * (0.7 * (1 - np.exp(-far / 50)))[:, None]


def planks(a, b, place, far):
    """Paints the floor: oak boards and a runner of carpet."""
    x, z = place[0], place[2]
    col = np.floor(x / 0.22)
    row = np.floor(z / 2.1 + cell(col, col * 0, 3) * 4)
    tint = light("#7a5434") * (0.6 + 0.55 * cell(col, row, 4) + 0.25 * fractal(x * 7, z * 0.9, 3, 0.6, 4))[:, None]
    carpet = np.abs(x) < 1.1
    weave = (np.abs(np.abs(x) - 0.92) < 0.06) | ((np.abs((x / 0.5) % 1 - 0.5) + np.abs((z / 0.7) % 1 - 0.5)) < 0.22)
    rug = np.where(weave[:, None], light("#b08a4a"), light("#6a2426"))
    tint = np.where(carpet[:, None], rug, tint)
    tint = tint * 0.62
    return tint + (light("#a08a68") - tint) * (0.6 * (1 - np.exp(-far / 45)))[:, None]


def great_window(a, b, place, far):
    """Paints the end wall: a tall arched window in stone."""
    x, y = place[0], place[1] - 2.6
    arch = (np.abs(x) < 3.6) & (y > 0) & ((y < 4.2) | (np.hypot(x, y - 4.2) < 3.6))
    bars = (np.abs(x / 1.2 % 1 - 0.5) > 0.455) | (np.abs(y / 1.15 % 1 - 0.5) > 0.465)
    sky = ramp(np.clip(y / 8, 0, 1), [(0, "#ffe3ae"), (0.6, "#fff4d8"), (1, "#e9f0f2")]) * 1.35
    stone = light("#9c8a6c") * (0.55 + 0.2 * cell(np.floor(x / 0.9), np.floor(y / 0.45), 5))[:, None]
    return np.where((arch & ~bars)[:, None], sky, np.where(arch[:, None], light("#4a4034"), stone))


def library_interior():
    """The reading room on a late afternoon: books to the ceiling, green lamps, a few readers."""
    plate, dice = Plate(), chance(70)
    stage = Stage(1800, 1200, (0.0, 2.5, -0.5), 1080, centre=(0.5, 0.54))
    for side in (-1, 1):
        stage.wall((side * 6, 0, 0.6), (0, 0, 37), (0, 8.6, 0), shelves(20 + side, True))
        stage.wall(
            (side * 6, 4.3, 0.6),
            (0, 0, 37),
            (-side * 1.2, 0, 0),
            lambda a, b, p, f: light("#4a2f1c") * np.ones((len(a), 1)),
        )
        stage.wall(
            (side * 4.8, 4.2, 0.6),
            (0, 0, 37),
            (0, 0.28, 0),
            lambda a, b, p, f: light("#7a522e") * (0.6 + 0.5 * b)[:, None],
        )
        stage.wall((side * 4.8, 4.48, 0.6), (0, 0, 37), (0, 1.0, 0), _railing)
        for k in range(7):
            stage.wall((side * 4.9, 0, 3.2 + 5.2 * k), (-side * 0.22, 0, 0), (0, 8.6, 0), _column)
    for k in range(10):
        low, high = np.pi * k / 10, np.pi * (k + 1) / 10
        a, b = (6 * np.cos(low), 8.6 + 3.2 * np.sin(low)), (6 * np.cos(high), 8.6 + 3.2 * np.sin(high))
        stage.wall((a[0], a[1], 0.6), (0, 0, 37), (b[0] - a[0], b[1] - a[1], 0), vault)
    stage.wall((-6, 0, 37.6), (12, 0, 0), (0, 12, 0), great_window)
    stage.wall((-6, 0, 0.2), (12, 0, 0), (0, 0, 38), planks)
    for k in range(6):
        for side in (-1, 1):
            _desk(stage, side * 2.75, 4.4 + 4.6 * k)
    stage.lay(plate)
    _readers(plate, stage, dice)
    for k in range(6):
        for side in (-1, 1):
            x, y, deep = stage.spot((side * 2.75, 1.36, 4.4 + 4.6 * k))
            _lamp(plate, x, y, stage.focal / stage.fine / deep)
    x, y, _ = stage.spot((0, 6.5, 37))
    rays(plate, x, y, "#ffdf9e", 0.75, 0.5, 50, 0.75)
    for angle, gain in ((1.95, 0.18), (1.57, 0.14), (1.2, 0.16)):
        beam(plate, x, y - 20, angle, 0.12, "#ffe6b4", gain, 900)
    return finish(plate, 13, vignette=0.45, warmth=0.03, contrast=1.05, bloom=(0.75, 20, 0.5))


def _railing(a, b, place, far):
    bar = (np.abs(place[2] / 0.16 % 1 - 0.5) > 0.36) | (b > 0.92)
    return np.where((b > 0.92)[:, None], light("#8a5c34"), light("#2a1c12")), bar.astype(np.float32)


def _column(a, b, place, far):
    tint = light("#8a6238") * (0.45 + 0.7 * np.sin(np.pi * a))[:, None]
    return tint + (light("#8c7458") - tint) * (0.5 * (1 - np.exp(-far / 60)))[:, None]


def _desk(stage, x, z):
    wood = (
        lambda name: lambda a, b, p, f: light(name) * (0.7 + 0.35 * fractal(p[0] * 2, p[2] * 12, 3, 0.6, 9))[:, None]
    )  # noqa: E731
    stage.wall((x - 1.2, 0.78, z - 0.5), (2.4, 0, 0), (0, 0, 1.3), wood("#8a5a32"))
    stage.wall((x - 1.2, 0.68, z - 0.5), (2.4, 0, 0), (0, 0.1, 0), wood("#5a3820"))
    for at in (-1.15, 1.03):
        stage.wall((x + at, 0, z - 0.48), (0.12, 0, 0), (0, 0.7, 0), wood("#3c2414"))
    for at, wide in ((-0.85, 0.4), (0.45, 0.34)):
        stage.wall(
            (x + at, 0.80, z - 0.3),
            (wide, 0, 0),
            (0, 0, 0.32),
            lambda a, b, p, f: light("#e6dcc4") * np.where(np.abs(a - 0.5) < 0.02, 0.5, 0.9)[:, None],
        )


def _lamp(plate, x, y, size):
    ink = Ink(plate)
    ink.line([(x, y), (x, y + size * 0.55)], max(1.2, size * 0.03), "#b08a3c")
    ink.oval(x, y + size * 0.56, size * 0.12, size * 0.03, "#b08a3c")
    ink.stamp()
    shade = Ink(plate)
    shade.blob(
        [
            (x - size * 0.26, y + size * 0.05),
            (x - size * 0.15, y - size * 0.09),
            (x + size * 0.15, y - size * 0.09),
            (x + size * 0.26, y + size * 0.05),
        ],
        "#2f9a66",
    )
    shade.stamp(gain=0.9)
    plate.lamp(x, y + size * 0.12, size * 0.10, "#ffdc8e", 1.5)
    plate.lamp(x, y + size * 0.4, size * 0.6, "#ffbf66", 0.22, 1.6)


def _readers(plate, stage, dice):
    for x, z, coat in (
        (-1.35, 10.6, "#6a2f38"),
        (1.3, 7.6, "#2f4a60"),
        (3.2, 14.2, "#5a4a2c"),
        (-2.4, 18.8, "#34503e"),
        (2.8, 23.5, "#3c3040"),
        (0.35, 27.0, "#2a2a30"),
    ):
        px, py, deep = stage.spot((x, 0, z))
        tall = stage.focal / stage.fine / deep * (1.72 if x == 0.35 else 1.36)
        ink = Ink(plate)
        person(ink, px, py, tall, dice, coat=coat, skin="#9a6c50", bag=False)
        ink.stamp(haze="#8c7458", share=min(0.4, z / 90), gain=0.75)


PICTURES = {"library-interior": library_interior}
