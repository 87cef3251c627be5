"""The concert hall with its organ."""

import numpy as np

from brush.colour import light
from brush.finish import finish
from brush.noise import chance, fractal
from brush.plate import Ink, Plate
from brush.things import person
from brush.weather import beam


def concert_hall():
    """The orchestra under the organ, seen from the last row of the stalls."""
    plate, dice = Plate(), chance(71)
    plate.gradient([(0, "#120b0c"), (700, "#2a1712"), (1200, "#0a0708")])
    glow = np.exp(-(((plate.x - 900) / 640) ** 2) - ((plate.y - 520) / 380) ** 2)
    plate.glow(glow, "#c87a36", 0.34)
    _panels(plate)
    _organ(plate)
    _balconies(plate, dice)
    _orchestra(plate, dice)
    for x, angle in ((420, 1.15), (640, 1.4), (900, 1.571), (1160, 1.74), (1380, 1.99)):
        beam(plate, x, 10, angle, 0.13, "#ffe0a8", 0.30, 1050, 4, 1.0)
        plate.lamp(x, 14, 9, "#fff2d0", 1.6)
    _conductor(plate, dice)
    _stalls(plate, dice)
    return finish(plate, 14, vignette=0.5, warmth=0.02, contrast=1.07, bloom=(0.7, 20, 0.5))


def _panels(plate):
    for side in (-1, 1):
        for k in range(5):
            near, far = 1.0 - 0.13 * k, 1.0 - 0.13 * (k + 1)
            ink = Ink(plate)
            xs = [900 + side * 980 * near, 900 + side * 980 * far]
            ink.shape(
                [
                    (xs[0], 600 - 640 * near),
                    (xs[1], 600 - 640 * far),
                    (xs[1], 600 + 330 * far),
                    (xs[0], 600 + 330 * near),
                ],
                "#6a3f24" if k % 2 else "#7c4c2c",
            )
            ink.stamp(gain=0.25 + 0.13 * k)
    grain = fractal(plate.x / 7, plate.y / 160, 4, 0.55, 6)
    plate.px *= (1 + 0.16 * grain)[..., None]


def _organ(plate):
    case = Ink(plate)
    case.shape(
        [
            (520, 690),
            (520, 330),
            (600, 250),
            (760, 300),
            (900, 160),
            (1040, 300),
            (1200, 250),
            (1280, 330),
            (1280, 690),
        ],
        "#4a2a18",
    )
    case.stamp(gain=0.9)
    for left, right, low, high, wide in (
        (535, 625, 560, 345, 15),
        (632, 752, 560, 400, 10),
        (760, 1040, 570, 330, 20),
        (1048, 1168, 560, 400, 10),
        (1175, 1265, 560, 345, 15),
    ):
        middle = (left + right) / 2
        count = int((right - left) / wide)
        for k in range(count):
            x = left + wide * (k + 0.5)
            lift = 1 - abs(x - middle) / (right - left) * (0.9 if wide != 10 else -0.7)
            top = low - (low - high) * lift - (60 if wide == 20 else 0) * max(0, lift - 0.6)
            _pipe(plate, x, top, low, wide * 0.44)
    trim = Ink(plate)
    for y in (566, 606, 688):
        trim.box(516, y, 1284, y + 7, "#a8783c")
    for x in (526, 628, 756, 1044, 1171, 1272):
        trim.box(x - 5, 260 if x in (756, 1044) else 330, x + 5, 690, "#8a5c30")
    trim.stamp()


def _pipe(plate, x, top, low, half):
    rows, cols = slice(max(0, int(top)), int(low)), slice(int(x - half) - 1, int(x + half) + 2)
    off = (plate.x[rows, cols] - x) / half
    inside = np.clip((1 - np.abs(off)) * half, 0, 1)
    shine = 0.25 + 0.75 * np.exp(-(((off + 0.3) / 0.35) ** 2)) + 0.25 * np.exp(-(((off - 0.6) / 0.2) ** 2))
    tint = light("#cdb88c") * shine[..., None] * 0.9
    mouth = (np.abs(plate.y[rows, cols] - (low - half * 5)) < half * 1.1) & (np.abs(off) < 0.6)
    tint = np.where(mouth[..., None], light("#2a1c10"), tint)
    part = plate.px[rows, cols]
    part += (tint - part) * inside[..., None]


def _balconies(plate, dice):
    for side in (-1, 1):
        for lift in (120, -110):
            ink, heads = Ink(plate), Ink(plate)
            far, near = (900 + side * 400, 600 - (600 - 470) + (lift - 120) * 0.55), (
                900 + side * 960,
                480 + lift * 1.6 - 110,
            )
            ink.shape([far, near, (near[0], near[1] + 92), (far[0], far[1] + 40)], "#8a5a30")
            ink.shape([(far[0], far[1]), near, (near[0], near[1] + 12), (far[0], far[1] + 6)], "#d0a05a")
            for k in range(26):
                t = (k / 26) ** 1.25
                x, y = far[0] + (near[0] - far[0]) * t, far[1] + (near[1] - far[1]) * t
                size = 6 + 15 * t
                heads.oval(x + 4 * dice.random(), y - size * 0.8, size * 0.55, size * 0.75, "#1c1210")
                heads.oval(x, y + size * 0.4, size * 1.1, size * 0.8, "#241614")
            heads.stamp()
            ink.stamp(gain=0.55)
            for k in range(7):
                t = (k / 6) ** 1.2
                plate.lamp(
                    far[0] + (near[0] - far[0]) * t,
                    far[1] + (near[1] - far[1]) * t + 30 + 20 * t,
                    3 + 4 * t,
                    "#ffd28a",
                    0.9,
                )


def _orchestra(plate, dice):
    floor = Ink(plate)
    floor.shape([(330, 690), (1470, 690), (1600, 860), (200, 860)], "#b8783e")
    floor.shape([(200, 860), (1600, 860), (1600, 905), (200, 905)], "#4a2a16")
    floor.stamp(gain=0.9)
    plate.glow(np.exp(-(((plate.x - 900) / 420) ** 2) - ((plate.y - 770) / 70) ** 2), "#ffd08a", 0.3)
    for row, (y, count, reach, size) in enumerate(((700, 22, 480, 56), (738, 18, 520, 66), (786, 16, 560, 78))):
        for k in range(count):
            x = 900 + (k - (count - 1) / 2) / count * 2 * reach
            if row == 2 and abs(x - 900) < 70:
                continue
            _musician(plate, x + 6 * dice.random(), y + abs(x - 900) * 0.02 * row, size, dice, 1 if x < 900 else -1)


def _conductor(plate, dice):
    ink = Ink(plate)
    ink.box(850, 812, 950, 832, "#3a2214")
    person(ink, 900, 814, 132, dice, coat="#0e0c10", skin="#7a5440", bag=False, way=1)
    ink.line([(906, 712), (952, 672)], 9, "#0e0c10")
    ink.line([(894, 712), (846, 690)], 9, "#0e0c10")
    ink.line([(952, 672), (978, 648)], 2, "#f0e6d0")
    ink.stamp()


def _musician(plate, x, y, size, dice, way):
    ink = Ink(plate)
    skin = ("#c48f6c", "#8a5a3c", "#e0b08c", "#6a4630")[int(dice.random() * 4)]
    ink.blob(
        [
            (x - size * 0.26, y),
            (x - size * 0.2, y - size * 0.5),
            (x, y - size * 0.58),
            (x + size * 0.2, y - size * 0.5),
            (x + size * 0.26, y),
        ],
        "#131014",
    )
    ink.shape([(x - size * 0.05, y - size * 0.56), (x + size * 0.05, y - size * 0.56), (x, y - size * 0.36)], "#e9e2d4")
    ink.oval(x, y - size * 0.68, size * 0.1, size * 0.125, skin)
    ink.oval(
        x,
        y - size * 0.74,
        size * 0.108,
        size * 0.085,
        ("#1c1410", "#4a2f1c", "#8a8078", "#2a1c14")[int(dice.random() * 4)],
    )
    kind = dice.random()
    if kind < 0.6:
        ink.oval(x + way * size * 0.2, y - size * 0.45, size * 0.14, size * 0.075, "#a4552a")
        ink.line(
            [(x + way * size * 0.2, y - size * 0.45), (x + way * size * 0.48, y - size * 0.38)], size * 0.03, "#3a2012"
        )
        ink.line(
            [(x + way * size * 0.02, y - size * 0.2), (x + way * size * 0.36, y - size * 0.72)], size * 0.018, "#e6d7b4"
        )
    elif kind < 0.8:
        ink.oval(x + way * size * 0.12, y - size * 0.16, size * 0.19, size * 0.24, "#8a4522")
        ink.line(
            [(x + way * size * 0.12, y - size * 0.3), (x + way * size * 0.02, y - size * 0.7)], size * 0.035, "#2a160c"
        )
    else:
        ink.line([(x, y - size * 0.6), (x + way * size * 0.34, y - size * 0.3)], size * 0.05, "#e0b54a")
        ink.oval(x + way * size * 0.36, y - size * 0.28, size * 0.1, size * 0.08, "#e0b54a")
    ink.line([(x + way * size * 0.5, y), (x + way * size * 0.5, y - size * 0.34)], size * 0.02, "#0c0a0c")
    ink.shape(
        [
            (x + way * size * 0.36, y - size * 0.34),
            (x + way * size * 0.64, y - size * 0.34),
            (x + way * size * 0.6, y - size * 0.52),
            (x + way * size * 0.4, y - size * 0.52),
        ],
        "#f2e9d2",
    )
    ink.stamp()


def _stalls(plate, dice):
    for row in range(8):
        y, size = 915 + 9 * row**1.55, 17 + 9.5 * row
        ink = Ink(plate)
        x = -size * dice.random()
        while x < 1800 + size:
            if dice.random() < 0.93:
                sway = size * 0.3 * (dice.random() - 0.5)
                ink.blob(
                    [
                        (x + sway - size * 0.95, y + size * 1.7),
                        (x + sway - size * 0.8, y + size * 0.62),
                        (x + sway, y + size * 0.4),
                        (x + sway + size * 0.8, y + size * 0.62),
                        (x + sway + size * 0.95, y + size * 1.7),
                    ],
                    "#120c0d" if row % 2 else "#170f10",
                )
                ink.oval(x + sway, y, size * (0.4 + 0.06 * dice.random()), size * 0.5, "#1a1110")
                if dice.random() < 0.3:
                    ink.oval(x + sway, y - size * 0.4, size * 0.2, size * 0.18, "#1a1110")
            x += size * 1.9
        ink.stamp()
        mask = ink.mask()
        edge = np.clip(mask - np.roll(mask, 3, axis=0), 0, 1) * np.exp(-(((plate.x - 900) / 520) ** 2))
        plate.glow(edge, "#e09a52", 0.4 * (1 - row / 11))


PICTURES = {"concert-hall": concert_hall}
