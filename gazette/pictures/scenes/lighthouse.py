"""The light on Great Skerrin."""

import numpy as np

from brush.colour import light, ramp
from brush.finish import finish
from brush.noise import chance, fractal, ridged, smooth
from brush.plate import Ink, Plate
from brush.sea import rough_field, sea
from brush.sky import clouds, stars
from brush.solid import turned
from brush.things import gull
from brush.weather import beam


def lighthouse():
    """The Skerrin light at nightfall, its beam over a running sea. A tall picture."""
    plate, dice, line = Plate(1000, 1500), chance(80), 1120
    plate.gradient([(0, "#0a1226"), (480, "#1c2f55"), (860, "#54608a"), (1060, "#c58a7c"), (1130, "#efb488")])
    stars(plate, 620, 260, 3, 0.8)
    clouds(
        plate,
        1130,
        "#c88f88",
        "#1d2744",
        cover=0.02,
        soft=0.5,
        scale=0.7,
        stretch=1.8,
        toward=(0, -0.6),
        seed=8,
        opacity=0.85,
        fade=120,
    )
    field = rough_field(2.4, 16.0, 6, 0.4)
    heaven = lambda up: ramp(up, [(0, "#dca084"), (0.2, "#7a7090"), (0.6, "#243a62"), (1, "#0f1a34")])  # noqa: E731
    sea(
        plate,
        field,
        12.0,
        line,
        1300,
        heaven,
        "#07121f",
        "#2a5a66",
        foam=0.7,
        haze="#a88088",
        thick=1400,
        high=2.5,
        near=5.0,
    )
    _rock(plate)
    tower = [(430, 52), (640, 62), (900, 80), (1090, 100)]
    bands = (np.floor((plate.y - 430) / 132) % 2) == 0
    turned(plate, 560, tower, "#e9e4da", "#c3b9c4", -0.55, bands)
    windows = Ink(plate)
    for y in (520, 660, 800, 940):
        windows.box(553, y, 567, y + 30, "#ffcf86")
    windows.box(542, 1030, 578, 1092, "#2a2024")
    windows.stamp()
    turned(plate, 560, [(412, 76), (432, 76)], "#3a3c46", "#c3b9c4")
    _lantern(plate)
    _cottage(plate, dice)
    for way, gain in ((np.pi + 0.07, 1.15), (0.02, 0.8)):
        beam(plate, 560, 352, way, 0.075, "#ffe9b0", gain, 1500, 3, 0.9)
    plate.lamp(560, 352, 34, "#fff0c4", 3.2)
    plate.lamp(560, 352, 210, "#ffce86", 0.22, 1.3)
    gulls = Ink(plate)
    for _ in range(7):
        gull(
            gulls,
            120 + dice.random() * 330,
            560 + dice.random() * 260,
            9 + 10 * dice.random(),
            0.35,
            "#1a2036",
            dice.random() * 0.6 - 0.3,
        )
    gulls.stamp()
    return finish(plate, 15, vignette=0.4, bloom=(0.75, 20, 0.5))


def _rock(plate):
    xs = np.arange(-5, 1010, 4)
    lift = 90 * np.exp(-(((xs - 600) / 330) ** 4)) + 60 * fractal(xs / 160, xs * 0 + 4, 5, 0.55, 4) * np.exp(
        -(((xs - 600) / 420) ** 4)
    )
    ridge = 1185 - lift - 30 * smooth(300, 700, xs) + 300 * smooth(290, 110, xs) ** 1.5 + 90 * smooth(210, 90, xs)
    ink = Ink(plate)
    ink.shape([(-5, 1500), *zip(xs, ridge), (1010, 1500)])
    mask = ink.mask()
    slope = ridged(plate.x / 150, plate.y / 95, 5, 0.55, 9)
    ahead = ridged((plate.x - 5) / 150, (plate.y + 4) / 95, 5, 0.55, 9)
    shade = np.clip(0.30 + (slope - ahead) * 5.0 + 0.3 * slope, 0.04, 1.1)
    turf = smooth(60, 0, plate.y - np.interp(plate.x, xs, ridge) + 40 * fractal(plate.x / 60, plate.y / 40, 4, 0.6, 3))
    tint = light("#4c4654") + (light("#4d5638") - light("#4c4654")) * turf[..., None]
    plate.over(mask, tint * shade[..., None] * light("#d9b9b4"))
    wash = smooth(0.1, 0.6, fractal(plate.x / 70, plate.y / 26, 5, 0.6, 7) + (plate.y - 1395) / 120) * smooth(
        1300, 1420, plate.y
    )
    plate.over(np.clip(wash, 0, 1) * 0.85, "#b9bfca")


def _lantern(plate):
    ink = Ink(plate)
    ink.box(522, 316, 598, 392, "#ffeec0")
    for x in (522, 541, 560, 579, 598):
        ink.line([(x, 314), (x, 394)], 3, "#23252e")
    ink.shape([(508, 316), (560, 262), (612, 316)], "#7c2a26")
    ink.oval(560, 258, 6, 8, "#23252e")
    ink.line([(560, 256), (560, 226)], 2.5, "#23252e")
    ink.box(516, 392, 604, 414, "#2c2e38")
    for x in range(486, 640, 12):
        ink.line([(x, 378), (x, 414)], 1.4, "#23252e")
    ink.line([(484, 378), (636, 378)], 3, "#23252e")
    ink.stamp()


def _cottage(plate, dice):
    ink = Ink(plate)
    ink.box(690, 1016, 850, 1096, "#9a93a0")
    ink.shape([(680, 1016), (705, 968), (835, 968), (860, 1016)], "#3c3a48")
    ink.box(712, 944, 732, 990, "#5c5766")
    for x in (712, 806):
        ink.box(x, 1036, x + 26, 1064, "#ffcf86")
        ink.line([(x + 13, 1036), (x + 13, 1064)], 2, "#3c3a48")
    ink.box(756, 1040, 782, 1096, "#41303a")
    for x in range(620, 1000, 22):
        ink.line([(x, 1104 + 6 * dice.random()), (x, 1076)], 3, "#3a3640")
    ink.stamp(gain=0.8)
    for x in (725, 819):
        plate.lamp(x, 1050, 10, "#ffb866", 0.8)


PICTURES = {"lighthouse": lighthouse}
