"""The line to Castermoor in snow."""

import numpy as np

from brush.colour import light
from brush.finish import finish
from brush.ground import View
from brush.noise import chance, fractal, ridged, smooth
from brush.plate import Ink, Plate
from brush.sky import clouds
from brush.things import bare_tree
from brush.weather import beam, fog, snow


def train_snow():
    """The evening train to Castermoor in the first snow."""
    plate, dice, horizon = Plate(), chance(91), 430
    plate.gradient([(0, "#39465f"), (240, "#6a7690"), (420, "#b3aab4"), (470, "#c9b5b4")])
    clouds(plate, 470, "#a9a8b8", "#59637a", cover=0.3, soft=0.8, scale=0.6, seed=9, fade=120)

    def field(x, z):
        x, z = np.broadcast_arrays(np.float32(x), np.float32(z))
        far = smooth(90, 900, z)
        roll = fractal(x / 190, z / 150, 4, 0.42, 51) * (3 + 46 * far)
        crest = ridged(x / 800, z / 800, 4, 0.5, 5) * 130 * smooth(500, 2600, z)
        bank = 2.2 * np.exp(-(((z - 74) / 7) ** 2))
        return (
            roll * (1 - 0.9 * np.exp(-(((z - 74) / 22) ** 2)))
            + crest
            + bank
            + 0.12 * fractal(x / 2.2, z / 2.2, 3, 0.5, 2)
        )

    view = View(1800, 1200, field, 11.5, horizon, 1350, 9.0, 6000.0, 1100)
    face = view.normals(0.003)
    toward = np.array([-0.75, 0.35, 0.4], np.float32)
    lamp = np.clip(face @ (toward / np.linalg.norm(toward)), 0, 1)
    tint = light("#dfe4ee") * (
        light("#c9a9a4") * (lamp * 0.75)[:, None] + light("#66789c") * (0.45 + 0.55 * face[:, 1])[:, None]
    )
    wood = smooth(0.12, 0.3, fractal(view.wx / 130, view.wz / 170, 4, 0.6, 8)) * smooth(150, 320, view.depth)
    firs = np.clip(0.55 + fractal(view.wx / 4.5, view.wz / 9, 3, 0.65, 9), 0.1, 1.2)
    tint = tint + (light("#2c3a48") * firs[:, None] - tint) * (wood * 0.88)[:, None]
    stubble = smooth(0.2, 0.6, fractal(view.wx / 0.35, view.wz / 1.2, 3, 0.6, 4)) * smooth(60, 15, view.depth)
    tint = tint * (1 - 0.4 * stubble)[:, None]
    lost = (1 - np.exp(-view.depth / 1500))[:, None]
    view.lay(plate, tint + (light("#a5a5b6") - tint) * lost)
    fog(plate, 520, 46, "#b9b6c2", 0.5, 6, 360)
    _village(plate, view, dice)
    _train(plate, view, dice)
    ink = Ink(plate)
    for x, base, tall in ((120, 1225, 720), (1690, 1230, 800)):
        bare_tree(ink, x, base, tall, dice, "#1f2430")
    ink.stamp()
    snow(plate, 7)
    return finish(plate, 19, vignette=0.38, contrast=1.04, bloom=(0.62, 20, 0.6))


def _village(plate, view, dice):
    ink, lamps = Ink(plate), Ink(plate)
    for _ in range(16):
        z = 320 + 160 * dice.random()
        x, y, size = view.spot(-150 + 240 * dice.random(), z)
        wide, tall = size * (8 + 4 * dice.random()), size * 4.5
        ink.box(x, y - tall, x + wide, y, "#4a4a58")
        ink.shape(
            [
                (x - size * 0.6, y - tall),
                (x + wide * 0.15, y - tall * 2.1),
                (x + wide * 0.85, y - tall * 2.1),
                (x + wide + size * 0.6, y - tall),
            ],
            "#d3d6e0",
        )
        for j in range(3):
            if dice.random() < 0.7:
                lamps.box(
                    x + wide * (0.15 + 0.28 * j),
                    y - tall * 0.7,
                    x + wide * (0.15 + 0.28 * j) + size * 1.1,
                    y - tall * 0.3,
                    "#ffc878",
                )
    x, y, size = view.spot(-60, 360)
    ink.box(x, y - size * 14, x + size * 5, y, "#565666")
    ink.shape([(x - size, y - size * 14), (x + size * 2.5, y - size * 27), (x + size * 6, y - size * 14)], "#464656")
    ink.stamp(haze="#a5a5b6", share=0.25)
    lamps.stamp(glow=True, gain=1.1)


def _train(plate, view, dice):
    """Draws three carriages, the lamps in front, and the light that falls from the windows."""
    z = 74.0
    x0, y0, size = view.spot(-34.0, z)
    x1, _, _ = view.spot(30.0, z)
    rail = y0 + size * 0.1
    ink, lamps = Ink(plate), Ink(plate)
    ink.line([(-10, rail), (1810, rail)], 3, "#2b3040")
    for k in range(14):
        x = -60 + k * 145
        ink.line([(x, rail), (x, rail - size * 6.6)], 2.6, "#2b3040")
        ink.line([(x, rail - size * 6.1), (x + size * 1.6, rail - size * 6.1)], 1.8, "#2b3040")
    ink.line([(-10, rail - size * 5.9), (1810, rail - size * 5.9)], 1.2, "#2b3040")
    long = (x1 - x0) / 3
    for car in range(3):
        left, right = x0 + long * car + 3, x0 + long * (car + 1) - 3
        top, floor = rail - size * 3.7, rail - size * 0.75
        nose = size * 2.2 if car == 2 else 0
        ink.shape(
            [
                (left, floor),
                (left, top + 6),
                (left + 6, top),
                (right - nose * 0.7, top),
                (right - nose * 0.12, top + size * 1.3),
                (right, floor),
            ],
            "#8a2f2a",
        )
        ink.shape([(left, floor), (left, floor - size * 0.75), (right, floor - size * 0.75), (right, floor)], "#d8cdb8")
        ink.shape(
            [(left + 2, top + 2), (left + 8, top - 6), (right - nose, top - 6), (right - nose * 0.6, top + 2)],
            "#e8ebf2",
        )
        ink.box(left + 8, floor, right - 8, floor + size * 0.35, "#23262f")
        for wheel in (0.12, 0.2, 0.8, 0.88):
            ink.oval(left + (right - left) * wheel, rail - size * 0.34, size * 0.42, size * 0.42, "#191b22")
        panes = 9
        for pane in range(panes):
            a = left + (right - left - nose) * (0.05 + 0.9 * pane / panes)
            b = a + (right - left - nose) * 0.9 / panes * 0.74
            if pane in (2, 6):
                ink.box(a, top + size * 0.5, b, floor, "#6a2320")
            lamps.box(a, top + size * 0.65, b, top + size * 1.6, "#ffd890")
            if dice.random() < 0.6:
                lamps.oval((a + b) / 2, top + size * 1.45, size * 0.24, size * 0.3, "#5a4030")
    ink.stamp(gain=0.8)
    lamps.stamp(gain=1.15)
    for k in range(27):
        x = x0 + (x1 - x0) * (k + 0.5) / 27
        plate.lamp(x, rail + size * 1.3, size * 1.0, "#ffb860", 0.09, 1.5)
    for lift in (1.05, 2.6):
        plate.lamp(x1 - 4, rail - size * lift, 7, "#fff3d4", 2.2)
    beam(plate, x1, rail - size * 1.1, 0.03, 0.09, "#fff0cc", 0.5, 620)


PICTURES = {"train-snow": train_snow}
