"""The harbour at dusk."""

import numpy as np

from brush.colour import blend
from brush.finish import finish
from brush.noise import chance, fractal, perlin
from brush.plate import Ink, Plate
from brush.sky import clouds, sun
from brush.things import Town, gull, lamp_post, person, trawler
from brush.water import glitter, paving, water
from brush.weather import fog


def harbour_dusk():
    """Lantern Quay after sunset: the town on its hill to the right, boats at the quay, the light on the mole."""
    plate, dice, line = Plate(), chance(11), 690
    plate.gradient(
        [(0, "#16254a"), (260, "#3a4a7c"), (430, "#8a6288"), (560, "#e08a6a"), (660, "#ffc27c"), (700, "#ffd79a")]
    )
    sun(plate, 560, 690, 26, "#ffb060", 0.0, 16, 0.5)
    clouds(
        plate,
        668,
        "#ff9a66",
        "#4a3f68",
        cover=0.06,
        soft=0.5,
        scale=0.9,
        stretch=2.4,
        toward=(0, -0.5),
        seed=5,
        opacity=0.9,
    )
    clouds(
        plate,
        676,
        "#ffcf96",
        "#7d567a",
        cover=-0.10,
        soft=0.35,
        scale=2.2,
        stretch=5,
        toward=(0, -0.5),
        seed=41,
        opacity=0.8,
    )
    _far_shore(plate, line)
    _town(plate, line, dice)
    lamps = _mole(plate, line)
    fog(plate, line - 8, 26, "#e7a98a", 0.35, seed=3)
    water(plate, line, horizon=662, rough=0.9, deep="#131c33", clear=0.88, seed=21)
    glitter(plate, line, 560, 170, "#ffb36a", 0.8, seed=21, horizon=662)
    _boats(plate, dice)
    lamps += _quay(plate, dice)
    for x, y, size, gain in lamps:
        plate.lamp(x, y, size, "#ffc068", gain)
    return finish(plate, 1, warmth=0.02, vignette=0.42, bloom=(0.8, 16, 0.5))


def _far_shore(plate, line):
    for top, colour, seed, share in ((58, "#8a5f74", 2, 0.45), (30, "#5d4560", 8, 0.2)):
        ink = Ink(plate)
        xs = np.arange(-10, 1820, 6)
        ridge = line - top - 30 * fractal(xs / 420, xs * 0 + seed, 5, 0.5, seed)
        ink.shape([(-10, line), *zip(xs, ridge), (1820, line)], colour)
        ink.stamp(haze="#f0a37c", share=share)


def _town(plate, line, dice):
    def hill(x):
        return line - 8 - 190 * np.clip((x - 820) / 700, 0, 1) ** 1.2

    for row, (lift, haze) in enumerate(((1.0, 0.42), (0.72, 0.3), (0.45, 0.18), (0.2, 0.08), (0.0, 0.0))):
        walls, lights = Ink(plate), Ink(plate)
        size = 0.62 + 0.12 * row
        base = lambda x, lift=lift: line - 6 + (hill(x) - line) * lift  # noqa: E731
        xs = np.arange(800, 1820, 8)
        walls.shape([(800, line), *[(x, base(x) - 4) for x in xs], (1820, line)], "#2c2738")
        town = Town(walls, lights, dice, ("#4a3c50", "#6d5564"), ("#332a3c", "#4d3a48"), lit=0.33, pane="#2b2738")
        if row == 1:
            town.church(1330, base(1330), 40, 240)
        town.row(860 + 26 * (4 - row), 1810, base, (30 * size, 54 * size), (38 * size, 80 * size))
        walls.stamp(haze="#d98a78", share=haze)
        lights.stamp(glow=True, gain=1.0, opacity=0.95)


def _mole(plate, line):
    ink = Ink(plate)
    ink.shape([(-5, line + 4), (-5, line - 22), (330, line - 16), (352, line + 4)], "#2b2432")
    ink.shape([(292, line - 14), (300, line - 122), (324, line - 122), (332, line - 14)], "#3a2f3c")
    ink.box(294, line - 128, 330, line - 122, "#241e2a")
    ink.box(303, line - 148, 321, line - 128, "#ffe2a8")
    ink.shape([(298, line - 148), (312, line - 166), (326, line - 148)], "#241e2a")
    for x in (40, 110, 180, 250):
        ink.line([(x, line - 18), (x, line - 44)], 2.5, "#2b2432")
    ink.stamp()
    return [
        (312, line - 138, 13, 2.2),
        (40, line - 46, 3, 0.8),
        (110, line - 46, 3, 0.8),
        (180, line - 46, 3, 0.8),
        (250, line - 46, 3, 0.8),
    ]


def _boats(plate, dice):
    moored = (
        (560, 792, 150, 1, "#27303c", "#8f3a2e"),
        (770, 826, 210, -1, "#1f2d3a", "#a8552f"),
        (1080, 800, 170, 1, "#33262c", "#46606a"),
        (1010, 905, 330, -1, "#1c2733", "#9c3a2c"),
    )
    for x, y, size, way, hull, trim in moored:
        _mirrored(plate, x, y, size, way, hull, trim)
        ink, lights = Ink(plate), Ink(plate)
        trawler(ink, x, y, size, hull, "#8d7f80", trim, way, lights)
        ink.stamp(haze="#c77d72", share=max(0.0, 0.3 - size / 1200), gain=0.62)
        lights.stamp(glow=True, gain=0.9)
    gulls = Ink(plate)
    for _ in range(13):
        gull(
            gulls,
            380 + dice.random() * 700,
            270 + dice.random() * 260,
            6 + dice.random() * 12,
            0.3 + dice.random() * 0.4,
            "#2b2640",
            dice.random() * 0.4 - 0.2,
        )
    gulls.stamp()


def _mirrored(plate, x, y, size, way, hull, trim):
    ink = Ink(plate)
    trawler(ink, x, y, size, hull, "#5d5260", trim, way)
    tint, cover = ink.layers()
    rows = np.clip(2 * y - plate.y + perlin(plate.x / 30, plate.y / 5, 3) * 9, 0, plate.height - 1).astype(int)
    cols = np.clip(plate.x + perlin(plate.x / 40, plate.y / 7, 8) * 7, 0, plate.width - 1).astype(int)
    below = (plate.y > y) * np.exp(-np.maximum(plate.y - y, 0) / (size * 0.55))
    plate.over(cover[rows, cols] * below * 0.8, tint[rows, cols] * 0.4)


def _quay(plate, dice):
    ink = Ink(plate)
    ink.shape([(1180, 1200), (1330, 830), (1800, 770), (1800, 1200)], "#1d1a24")
    paving(plate, ink.mask(), 690, "#3b3240", "#15121b", 0.5, 0.6, 0.015)
    ink = Ink(plate)
    ink.shape([(1180, 1200), (1330, 830), (1800, 770), (1800, 782), (1344, 842), (1200, 1200)], "#6b545a")
    lamps = []
    for x, base, tall in ((1365, 836, 120), (1480, 868, 165), (1650, 920, 235)):
        at = lamp_post(ink, x, base, tall)
        lamps.append((*at, tall * 0.09, 1.7))
    for x, base, tall in ((1430, 872, 66), (1456, 874, 62), (1560, 930, 104), (1716, 1000, 128)):
        person(ink, x, base, tall, dice, skin="#6a4a3c", coat=blend("#17151d", "#3a2c34", dice.random()))
    for x, base in ((1300, 905), (1262, 1000), (1222, 1100)):
        ink.oval(x, base, 14, 7, "#0f0e13")
        ink.box(x - 9, base - 22, x + 9, base, "#0f0e13")
    ink.stamp()
    for x, y, size, _ in list(lamps):
        plate.lamp(x, y + size * 10, size * 6, "#e0924a", 0.2, 1.5)
    return lamps


PICTURES = {"harbour-dusk": harbour_dusk}
