"""The fish market under its glass roof."""

import numpy as np

from brush.colour import light, ramp
from brush.finish import finish
from brush.noise import cell, chance, fractal, perlin, smooth
from brush.plate import Ink, Plate
from brush.stage import Stage
from brush.things import person
from brush.water import sampled


def market():
    """The fish market under its glass roof on a Saturday, before eight."""
    plate, dice, line = Plate(), chance(60), 560
    plate.px[:] = light("#1c1a1c")
    stage = Stage(1800, 1200, (0.3, 2.0, 0), 1080, centre=(0.5, line / 1200))
    roof_paint, floor_paint = _glass(7), _tiles(5)
    for side in (-1, 1):
        stage.wall((side * 10.5, 6.2, 1.0), (0, 0, 60), (-side * 10.5, 3.6, 0), roof_paint)
        stage.wall((side * 10.5, 0, 1.0), (0, 0, 60), (0, 6.2, 0), _hall_side(3 + side))
        for k in range(9):
            z = 4.2 + k * 5.4
            stage.wall((side * 10.2, 0, z), (-side * 0.34, 0, 0), (0, 6.3, 0), _iron())
            stage.wall((side * 10.4, 6.15, z), (-side * 10.4, 3.6, 0), (0, 0.34, 0), _iron())
            stage.wall((side * 10.4, 6.2, z), (-side * 10.4, 0, 0), (0, 0.16, 0), _iron())
            _stall(stage, side, z, k, dice)
    stage.wall((-10.5, 0, 61), (21, 0, 0), (0, 9.9, 0), _end_window())
    stage.wall((-10.5, 0, 1.0), (21, 0, 0), (0, 0, 60), floor_paint)
    stage.lay(plate)
    _wet_floor(plate, line)
    lamps = [stage.spot((side * 3.9, 3.25, 5.2 + k * 5.4)) for k in range(9) for side in (-1, 1)]
    _shoppers(plate, stage, dice)
    for x, y, deep in lamps:
        plate.lamp(x, y, 90 / deep + 1, "#ffd79a", 1.6)
        plate.lamp(x, y + 500 / deep, 620 / deep, "#ffb060", 0.10, 1.4)
    plate.glow(np.exp(-(((plate.x - 900) / 240) ** 2) - ((plate.y - 450) / 230) ** 2), "#dfeaf2", 0.20)
    return finish(plate, 12, vignette=0.4, contrast=1.06, warmth=0.01, bloom=(0.75, 18, 0.5))


def _glass(seed):
    def paint(a, b, place, far):
        u, v = place[2] / 0.62, b * 15
        pane = cell(np.floor(u), np.floor(v), seed)
        bar = np.maximum(np.abs(u % 1 - 0.5), np.abs(v % 1 - 0.5)) > 0.43
        sky = ramp(np.clip(0.25 + 0.6 * pane + 0.25 * b, 0, 1), [(0, "#6d8798"), (0.5, "#a9c0cc"), (1, "#dfe9ec")])
        tint = np.where(bar[:, None], light("#2b3432"), sky * 0.9)
        return tint + (light("#c3d0d6") - tint) * (1 - np.exp(-far / 60))[:, None]

    return paint


def _iron():
    return lambda a, b, p, far: light("#24413c") * (0.6 + 0.5 * b)[:, None] + (
        light("#9fb0b4") * (1 - np.exp(-far / 70))[:, None]
    )


def _hall_side(seed):
    def paint(a, b, place, far):
        z, y = place[2], place[1]
        brick = np.floor(y / 0.16)
        col = np.floor(z / 0.5 + 0.5 * (brick % 2))
        tint = light("#7a4a3a") * (0.7 + 0.4 * cell(col, brick, seed))[:, None]
        arch = np.hypot((z % 5.4 - 2.7) / 1.5, np.maximum(y - 3.4, 0) / 1.6) < 1
        tint = np.where((arch & (y > 2.4))[:, None], light("#b9ccd4"), tint) * (0.55 + 0.06 * y)[:, None]
        return tint + (light("#a9b4b8") - tint) * (1 - np.exp(-far / 80))[:, None]

    return paint


def _tiles(seed):
    def paint(a, b, place, far):
        x, z = place[0], place[2]
        tile = cell(np.floor(x / 0.6), np.floor(z / 0.6), seed)
        seam = np.maximum(np.abs(x / 0.6 % 1 - 0.5), np.abs(z / 0.6 % 1 - 0.5)) > 0.47
        tint = light("#57544f") * (0.8 + 0.35 * tile)[:, None] * np.where(seam, 0.5, 1.0)[:, None]
        tint = tint + (light("#9aa6aa") - tint) * (1 - np.exp(-far / 70))[:, None]
        return tint

    return paint


def _end_window():
    def paint(a, b, place, far):
        x, y = place[0], place[1]
        rib = (np.abs(x / 1.3 % 1 - 0.5) > 0.45) | (np.abs(y / 1.1 % 1 - 0.5) > 0.45)
        tint = ramp(y / 10, [(0, "#e9d9bc"), (0.5, "#f4f1e4"), (1, "#cfe0ea")]) * 1.1
        door = (np.abs(x) < 2.2) & (y < 3.6)
        tint = np.where(rib[:, None] & ~door[:, None], light("#54666a"), tint)
        rafters = y > 9.9 - np.abs(x) * 0.343
        return np.where(door[:, None], light("#fff6e2", 1.3), tint), (~rafters).astype(np.float32)

    return paint


def _stall(stage, side, z, k, dice):
    stripes = (("#b5362e", "#efe6d6"), ("#1f5c86", "#efe6d6"), ("#2f6f52", "#efe6d6"), ("#d9962e", "#efe6d6"))[
        int(dice.random() * 4)
    ]
    seed = 100 + k * 7 + side

    def awning(a, b, place, far):
        tint = np.where((np.floor(a * 11) % 2 == 0)[:, None], light(stripes[0]), light(stripes[1]))
        return tint * (0.5 + 0.45 * b)[:, None] + light("#a9b4b8") * (0.5 * (1 - np.exp(-far / 60)))[:, None]

    def wares(a, b, place, far):
        u, v = a * 4.2 / 0.26, b * 9
        crate = np.floor(a * 5)
        kind = (cell(crate, crate * 0 + k, seed) * 6).astype(int)
        colours = np.stack([light(c) for c in ("#aebfc8", "#c98a7a", "#8fa4ae", "#d8d2c4", "#e0894a", "#7f9aa0")])[kind]
        row = np.floor(v)
        fu, fv = (u + 0.5 * (row % 2)) % 1 - 0.5, v % 1 - 0.5
        fish = np.hypot(fu / 0.48, fv / 0.36)
        shine = 0.55 + 0.6 * np.clip(1 - fish, 0, 1) + 0.5 * np.exp(-((fu + 0.1) ** 2 + (fv + 0.12) ** 2) / 0.02)
        tint = np.where((fish < 1)[:, None], colours * shine[:, None], light("#e6eef0", 0.75))
        board = (np.abs(a * 5 % 1 - 0.5) > 0.46)[:, None] | (b < 0.05)[:, None] | (b > 0.95)[:, None]
        tint = np.where(board, light("#6a4c30"), tint)
        return tint * light("#ffe6c0") + light("#a9b4b8") * (0.45 * (1 - np.exp(-far / 60)))[:, None]

    def front(a, b, place, far):
        plank = cell(np.floor(a * 12), np.floor(b * 1), seed)
        tint = light("#5a4632") * (0.6 + 0.5 * plank)[:, None] * (0.5 + 0.5 * b)[:, None]
        return tint + light("#a9b4b8") * (0.4 * (1 - np.exp(-far / 60)))[:, None]

    stage.wall((side * 3.3, 0, z), (0, 0, 4.2), (0, 0.85, 0), front)
    stage.wall((side * 3.3, 0.85, z), (0, 0, 4.2), (side * 2.6, 0.75, 0), wares)
    stage.wall((side * 2.9, 2.62, z - 0.1), (0, 0, 4.4), (side * 3.2, 1.0, 0), awning)
    stage.wall((side * 2.9, 2.36, z - 0.1), (0, 0, 4.4), (0, 0.27, 0), awning)
    for post in (0.0, 4.1):
        stage.wall((side * 3.1, 0, z + post), (0, 0, 0.09), (0, 2.7, 0), _iron())
    stage.wall((side * 3.3, 0, z), (side * 2.6, 0, 0), (0, 0.95, 0), front)


def _wet_floor(plate, line):
    near = plate.y - line
    wob = perlin(plate.x / 34, plate.y / 12, 4) * 7
    got = sampled(plate.px, plate.x + wob, np.maximum(2 * line - plate.y + 0.0 * near + wob, 0))
    puddle = smooth(-0.25, 0.35, fractal((plate.x - 900) / (near + 40) * 3.2, 700 / (near + 40), 4, 0.55, 14))
    middle = smooth(0.72, 0.45, np.abs(plate.x - 900 + 20) / np.maximum(near * 1.75, 1))
    plate.px += (got * 0.8 - plate.px) * (smooth(6, 60, near) * puddle * middle * 0.55)[..., None]


def _shoppers(plate, stage, dice):
    crowd = [
        (-1.9, 6.1),
        (1.5, 7.0),
        (2.3, 9.4),
        (-2.2, 9.9),
        (0.2, 11.6),
        (-1.0, 14.5),
        (1.8, 15.2),
        (2.4, 17.2),
        (-2.3, 18.0),
        (0.6, 19.4),
        (-0.5, 23.0),
        (1.7, 24.0),
        (-1.8, 26.0),
        (0.9, 29.0),
        (-0.9, 33.0),
        (2.0, 35.0),
        (-2.0, 37.0),
        (0.3, 42.0),
        (1.2, 46.0),
        (-1.3, 50.0),
    ]
    for x, z in sorted(crowd, key=lambda c: -c[1]):
        px, py, deep = stage.spot((x, 0, z))
        tall = 1.72 * stage.focal / stage.fine / deep
        ink, glass = Ink(plate), Ink(plate)
        person(
            ink,
            px,
            py,
            tall,
            dice,
            skin=("#8a6248", "#b98a6c", "#5a3c2c")[int(dice.random() * 3)],
            coat=("#2b3640", "#4a2f2c", "#39402f", "#5c4a34", "#26262c", "#7a3c30", "#2f5066")[int(dice.random() * 7)],
        )
        glass.oval(px, py + tall * 0.02, tall * 0.2, tall * 0.035, "#0c0b0c")
        glass.stamp(blur=tall * 0.02, opacity=0.6)
        ink.stamp(haze="#b9c3c8", share=min(0.6, z / 75), gain=0.85)


PICTURES = {"market": market}
