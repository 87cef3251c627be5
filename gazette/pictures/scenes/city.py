"""Castermoor, the capital: its skyline at night and in fog, and the Assembly."""

import numpy as np

from brush.colour import blend
from brush.finish import finish
from brush.noise import chance
from brush.plate import Ink, Plate
from brush.sky import clouds, stars
from brush.things import gull
from brush.water import water
from brush.weather import fog


def tower(walls, lights, x, base, wide, high, dice, wall, lit, lamps, grid=(7.0, 10.0), crown=None):
    """Draws a tall building and its windows, lit floor by floor."""
    walls.box(x, base - high, x + wide, base, wall)
    crown = dice.random() if crown is None else crown
    if crown < 0.25:
        walls.box(x + wide * 0.2, base - high - wide * 0.25, x + wide * 0.8, base - high, wall)
    elif crown < 0.4:
        walls.shape([(x, base - high), (x + wide, base - high - wide * 0.5), (x + wide, base - high)], wall)
    elif crown < 0.55:
        walls.line([(x + wide / 2, base - high), (x + wide / 2, base - high - wide * 0.9)], 2.2, wall)
        lights.oval(x + wide / 2, base - high - wide * 0.9, 1.8, 1.8, "#ff5a48")
    elif crown < 0.65:
        walls.shape([(x, base - high), (x + wide / 2, base - high - wide * 0.8), (x + wide, base - high)], wall)
    lamp = lamps[int(dice.random() * len(lamps))]
    cols, rows = max(1, int((wide - 4) / grid[0])), max(1, int((high - 6) / grid[1]))
    gap = (wide - 4) / cols
    for row in range(rows):
        busy = lit * (0.35 + 1.5 * dice.random())
        for col in range(cols):
            if dice.random() < busy:
                left, top = x + 2 + gap * col + gap * 0.16, base - high + 5 + grid[1] * row
                glow = blend(lamp, "#0e1420", dice.random() * 0.55)
                lights.box(left, top, left + gap * 0.66, top + grid[1] * 0.55, glow)


def skyline_night():
    """The towers of Castermoor across the river, after rain."""
    plate, dice, line = Plate(), chance(19), 800
    plate.gradient([(0, "#070c1c"), (380, "#142044"), (640, "#3a3f6c"), (800, "#8a5f70")])
    clouds(
        plate,
        800,
        "#56527c",
        "#10152a",
        cover=-0.02,
        soft=0.6,
        scale=0.7,
        stretch=2,
        toward=(0, -0.5),
        seed=44,
        opacity=0.75,
    )
    stars(plate, 380, 150, 6, 0.5)
    plate.lamp(1405, 205, 26, "#fff2d8", 1.8, 3.5)
    for row, (share, low, high, count, lit) in enumerate(
        ((0.5, 120, 330, 34, 0.2), (0.25, 120, 430, 26, 0.3), (0.06, 60, 300, 24, 0.36))
    ):
        walls, lights = Ink(plate), Ink(plate)
        for at in range(count):
            wide = 44 + 62 * dice.random()
            x = -40 + 1880 * at / count + 30 * dice.random()
            middle = np.exp(-(((x - 1010) / 430) ** 2)) * 0.75 + 0.25 * np.exp(-(((x - 260) / 170) ** 2)) + 0.12
            tall = low + (high - low) * middle * (0.6 + 0.6 * dice.random())
            tower(
                walls,
                lights,
                x,
                line,
                wide,
                tall,
                dice,
                blend("#141a30", "#232846", dice.random()),
                lit,
                ("#ffd690", "#ffe9c4", "#bcd8ff", "#ffc070"),
                (6.0 + row, 8.5 + row),
            )
        if row == 1:
            tower(walls, lights, 1000, line, 92, 560, dice, "#161d36", 0.5, ("#ffe2ac",), (8, 11), 0.5)
            tower(walls, lights, 860, line, 74, 450, dice, "#1a2140", 0.4, ("#cfe2ff",), (8, 11), 0.6)
        walls.stamp(haze="#77586e", share=share)
        lights.stamp(glow=True, gain=1.0, opacity=1 - share * 0.8)
    fog(plate, line - 14, 46, "#8b6a7c", 0.45, 3, 380)
    quay = Ink(plate)
    quay.box(0, line - 12, 1800, line, "#12131f")
    for x in range(20, 1800, 62):
        quay.line([(x, line - 12), (x, line - 34)], 2, "#12131f")
    quay.stamp()
    for x in range(20, 1800, 62):
        plate.lamp(x, line - 36, 4.5, "#ffc272", 1.3)
    _road_bridge(plate, line)
    water(plate, line, horizon=760, rough=1.25, deep="#070b18", clear=0.85, seed=15)
    return finish(plate, 7, vignette=0.4, saturation=1.08, bloom=(0.6, 14, 0.7))


def _road_bridge(plate, line):
    ink = Ink(plate)
    deck = line - 74
    ink.shape(
        [(-10, deck - 4), (640, deck + 30), (700, line), (640, line), (600, deck + 44), (-10, deck + 16)], "#10131f"
    )
    for left, right in ((-120, 90), (110, 300), (320, 490), (505, 640)):
        arch = [(left + (right - left) * t, line - 2 - 60 * np.sin(np.pi * t) ** 0.6) for t in np.linspace(0, 1, 30)]
        ink.line(arch, 9, "#10131f")
    for x in (100, 310, 498):
        ink.box(x - 9, deck, x + 9, line, "#10131f")
    ink.stamp()
    for at in range(12):
        plate.lamp(10 + at * 54, deck - 22 + at * 2.7, 4, "#fff0c8", 1.2)
    for at, colour in ((60, "#ff5040"), (150, "#ff5040"), (260, "#fff3d8"), (350, "#fff3d8"), (470, "#ff5040")):
        plate.lamp(at, deck + 2 + at * 0.05, 2.5, colour, 1.6)


def skyline_fog():
    """Fog over the capital at sunrise: only the tall stand out of it."""
    plate, dice = Plate(), chance(29)
    plate.gradient([(0, "#7fa3c0"), (340, "#c9c6c0"), (640, "#f6cfa2"), (900, "#f3d9bd")])
    plate.glow(np.exp(-(((plate.x - 420) / 330) ** 2) - ((plate.y - 560) / 260) ** 2), "#ffdc9c", 0.5)
    rows = (
        (0.78, 620, 60, 250, 34, 2),
        (0.58, 730, 90, 380, 24, 5),
        (0.36, 850, 110, 450, 17, 9),
        (0.12, 1010, 120, 480, 11, 12),
    )
    for share, base, low, high, count, seed in rows:
        walls, lights = Ink(plate), Ink(plate)
        for at in range(count):
            wide = (30 + 60 * dice.random()) * (0.7 + (1 - share) * 1.1)
            x = -60 + 1900 * (at + 0.7 * dice.random()) / count
            tower(
                walls,
                lights,
                x,
                base + 260,
                wide,
                260 + low + (high - low) * dice.random() ** 1.8,
                dice,
                blend("#3a4656", "#56606c", dice.random()),
                0.10,
                ("#ffe8c0",),
                (9, 13),
            )
        if seed == 9:
            _spire(walls, 1290, base + 100, 560)
        walls.stamp(haze="#efcfae", share=share)
        lights.stamp(glow=True, gain=0.5 * (1 - share))
        for lift in (20, 150):
            fog(plate, base + 40 + lift, 110, "#f1d9c0", 0.88, seed + lift, 420, 0.45, seed * 3.1)
    fog(plate, 1160, 190, "#f5e3d0", 0.95, 77, 520)
    _cranes(plate)
    birds = Ink(plate)
    for at in range(17):
        gull(birds, 560 + at * 17 + 9 * dice.random(), 250 + abs(at - 7) * 11 + 6 * dice.random(), 8, 0.35, "#5b5a60")
    birds.stamp()
    return finish(plate, 8, vignette=0.28, warmth=0.015, grain=0.01, bloom=(0.82, 24, 0.35))


def _spire(ink, x, base, high):
    ink.box(x - 40, base - high * 0.55, x + 40, base, "#4a5360")
    ink.shape([(x - 46, base - high * 0.55), (x, base - high), (x + 46, base - high * 0.55)], "#414a57")
    for side in (-34, 34):
        ink.shape(
            [(x + side - 9, base - high * 0.55), (x + side, base - high * 0.68), (x + side + 9, base - high * 0.55)],
            "#414a57",
        )


def _cranes(plate):
    ink = Ink(plate)
    for x, foot, tall, way in ((300, 900, 430, 1), (372, 960, 360, -1)):
        ink.line([(x, foot), (x, foot - tall)], 5, "#6a6a6c")
        ink.line([(x - way * 60, foot - tall + 26), (x + way * 230, foot - tall + 26)], 4, "#6a6a6c")
        ink.line([(x, foot - tall), (x + way * 215, foot - tall + 24)], 1.6, "#6a6a6c")
        ink.line([(x, foot - tall), (x - way * 58, foot - tall + 24)], 1.6, "#6a6a6c")
        ink.box(x - way * 60 - 12, foot - tall + 26, x - way * 60 + 12, foot - tall + 44, "#6a6a6c")
        ink.line([(x + way * 150, foot - tall + 26), (x + way * 150, foot - tall + 130)], 1.4, "#6a6a6c")
    ink.stamp(haze="#efcfae", share=0.42)
    fog(plate, 930, 100, "#f1d9c0", 0.85, 61, 420)


PICTURES = {"skyline-night": skyline_night, "skyline-fog": skyline_fog}
