"""The observatory under the Milky Way."""

import numpy as np

from brush.finish import finish
from brush.noise import chance, fractal, smooth
from brush.plate import Ink, Plate
from brush.sky import stars
from brush.solid import turned
from brush.things import person
from brush.weather import beam


def observatory():
    """The observatory on Castle Hill with its slit open, the Milky Way over it."""
    plate, dice, ground = Plate(), chance(92), 930
    plate.gradient([(0, "#050914"), (420, "#0d1a35"), (760, "#22365a"), (930, "#5a5a70")])
    tilt = (plate.x - 720) * 0.78 + (plate.y - 430) * 0.62
    across = ((plate.x - 760) * 0.62 - (plate.y - 420) * 0.78) + 60 * fractal(plate.x / 300, plate.y / 300, 3, 0.5, 4)
    band = np.exp(-((across / 190) ** 2)) * (0.75 + 0.5 * np.exp(-((tilt / 420) ** 2)))
    dust = smooth(-0.05, 0.5, fractal(plate.x / 150, plate.y / 150, 6, 0.58, 7)) * np.exp(-((across / 95) ** 2))
    cloud = np.clip(0.55 + 0.9 * fractal(plate.x / 210, plate.y / 210, 6, 0.58, 3), 0, 2)
    plate.glow(band * cloud * (1 - 0.85 * dust), "#8fa0c8", 0.16)
    plate.glow(np.exp(-((across / 70) ** 2) - (tilt / 340) ** 2) * cloud * (1 - 0.8 * dust), "#ffd2a0", 0.16)
    dust_stars = chance(5)
    luck = dust_stars.random(plate.px.shape[:2]).astype(np.float32)
    plate.glow(
        (luck > 0.9965 - 0.006 * band) * dust_stars.random(plate.px.shape[:2]) ** 4 * (0.35 + band), "#dfe8ff", 0.9
    )
    stars(plate, ground, 520, 6, 1.0, (0.5, 1.5))
    _meteor(plate)
    _ridge(plate, ground)
    _dome(plate, ground, dice)
    return finish(plate, 20, vignette=0.35, grain=0.01, contrast=1.05, saturation=1.06, bloom=(0.6, 14, 0.5))


def _meteor(plate):
    for t in np.linspace(0, 1, 90):
        plate.lamp(1370 + 190 * t, 150 + 96 * t, 0.7 + 1.0 * t, "#e9f2ff", 0.5 * t**1.5, 2.5)


def _ridge(plate, ground):
    xs = np.arange(-5, 1810, 5)
    for lift, seed, colour in ((60, 4, "#27344e"), (10, 9, "#141c2c"), (-90, 14, "#080b12")):
        ink = Ink(plate)
        top = (
            ground
            - lift
            - 60 * fractal(xs / 380, xs * 0 + seed, 5, 0.5, seed)
            - (60 * np.exp(-(((xs - 1130) / 420) ** 2)) if seed == 9 else 0)
        )
        ink.shape([(-5, 1205), *zip(xs, top), (1810, 1205)], colour)
        ink.stamp()
        if seed == 4:
            dice = chance(3)
            for _ in range(70):
                plate.lamp(
                    100 + 640 * dice.random() ** 0.8,
                    ground - 10 + 30 * dice.random(),
                    1.6,
                    "#ffc27a",
                    0.8 * dice.random(),
                    2.5,
                )
            plate.glow(np.exp(-(((plate.x - 420) / 460) ** 2) - ((plate.y - ground + 10) / 90) ** 2), "#ffae6a", 0.13)


def _dome(plate, ground, dice):
    base = ground - 60
    turned(plate, 1130, [(base - 96, 178), (base + 40, 178)], "#8d93a6", "#7884a8", -0.4)
    radius = 186
    heights = np.linspace(0, 1, 24)
    profile = [
        (base - 96 - radius * np.cos(h * np.pi / 2) ** 1.0 * 1.02, max(1.0, radius * np.sin(h * np.pi / 2)))
        for h in heights
    ]
    turned(plate, 1130, profile, "#b7bccb", "#7884a8", -0.45)
    slit = Ink(plate)
    slit.shape(
        [
            (1074, base - 98),
            (1086, base - 190),
            (1104, base - 262),
            (1122, base - 286),
            (1160, base - 282),
            (1168, base - 200),
            (1170, base - 98),
        ],
        "#3a1410",
    )
    slit.shape(
        [
            (1086, base - 98),
            (1098, base - 190),
            (1114, base - 255),
            (1126, base - 272),
            (1150, base - 268),
            (1156, base - 200),
            (1158, base - 98),
        ],
        "#c2452a",
    )
    slit.line([(1118, base - 100), (1136, base - 258)], 26, "#2a1a1c")
    slit.line([(1132, base - 226), (1138, base - 276)], 34, "#372426")
    slit.stamp()
    trim = Ink(plate)
    trim.box(942, base - 104, 1318, base - 90, "#566080")
    trim.box(1210, base - 40, 1246, base + 40, "#20283c")
    for x in (990, 1040, 1090):
        trim.box(x, base - 50, x + 18, base - 14, "#ff9a5c")
    trim.stamp(gain=0.8)
    plate.lamp(1128, base - 180, 60, "#ff6a3c", 0.4, 1.5)
    beam(plate, 1138, base - 270, -1.45, 0.06, "#ff8a5a", 0.12, 700)
    people = Ink(plate)
    for x, tall in ((620, 92), (668, 86), (702, 58), (850, 90)):
        foot = ground + 42 + (700 - x) * 0.02
        person(people, x, foot, tall, dice, coat="#05070c", skin="#07090f", legs="#05070c", bag=False)
    people.line([(748, ground + 44), (772, ground - 20)], 4, "#05070c")
    people.line([(796, ground + 44), (774, ground - 20)], 4, "#05070c")
    people.line([(744, ground - 2), (810, ground - 58)], 13, "#05070c")
    people.stamp()
    plate.lamp(868, ground - 4, 5, "#ff3c28", 1.3)


PICTURES = {"observatory-stars": observatory}
