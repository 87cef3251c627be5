"""The road bridge at Hollin Ferry, mirrored in the Ellery."""

import numpy as np

from brush.colour import light
from brush.finish import finish
from brush.noise import cell, chance, fractal, smooth
from brush.plate import Ink, Plate
from brush.sky import clouds
from brush.things import tree
from brush.water import water
from brush.weather import fog


def bridge():
    """The road bridge at Hollin Ferry on a still autumn morning, mist on the Ellery."""
    plate, dice, line = Plate(), chance(90), 760
    plate.gradient([(0, "#a9c0cf"), (300, "#d3d8d6"), (560, "#f0dcc0"), (760, "#f3d7b0")])
    plate.glow(np.exp(-(((plate.x - 620) / 420) ** 2) - ((plate.y - 420) / 280) ** 2), "#ffe9bd", 0.35)
    clouds(plate, 760, "#fdf3e4", "#b5b6ba", cover=-0.05, soft=0.6, scale=0.7, stretch=2.2, seed=31, opacity=0.6)
    for lift, seed, colour, share in ((250, 3, "#7d8b90", 0.72), (185, 7, "#66756e", 0.5)):
        xs = np.arange(0, 1801, 5)
        ink = Ink(plate)
        ink.shape(
            [(0, line), *zip(xs, line - lift - 70 * fractal(xs / 420, xs * 0 + seed, 5, 0.5, seed)), (1800, line)],
            colour,
        )
        ink.stamp(haze="#efdcc2", share=share)
    for depth, count, share, low, high in ((0, 46, 0.42, 90, 150), (1, 26, 0.2, 120, 200)):
        ink = Ink(plate)
        for k in range(count):
            x = 1800 * (k + dice.random()) / count
            if depth and 420 < x < 1420:
                continue
            kind = (("#3a2c14", "#c8862f"), ("#3c2012", "#b5552a"), ("#2a3018", "#8a8a3a"), ("#43351a", "#d9a640"))[
                int(dice.random() * 4)
            ]
            tree(
                ink,
                x,
                line - 4 - 20 * (1 - depth) * dice.random(),
                low + (high - low) * dice.random(),
                dice,
                *kind,
                side=-1
            )
        ink.stamp(haze="#efdcc2", share=share)
    fog(plate, line - 20, 70, "#f4e3c8", 0.8, 5, 420)
    _arches(plate, line)
    fog(plate, line + 2, 24, "#f4e3c8", 0.6, 9, 300)
    water(plate, line, horizon=720, rough=0.55, deep="#2a3230", clear=0.9, seed=33)
    _barge(plate)
    fog(plate, line + 70, 60, "#f1e2cc", 0.3, 15, 340)
    reeds = Ink(plate)
    for _ in range(260):
        x = (dice.random() ** 1.7) * 520 if dice.random() < 0.6 else 1800 - (dice.random() ** 1.7) * 420
        tall = 90 + 190 * dice.random()
        lean = 40 * (dice.random() - 0.4)
        reeds.curve(
            [(x, 1210), (x + lean * 0.3, 1210 - tall * 0.6), (x + lean, 1210 - tall)],
            2.4,
            ("#4a4326", "#6a5a2e", "#352f1e")[int(dice.random() * 3)],
        )
        if dice.random() < 0.3:
            reeds.line([(x + lean, 1210 - tall), (x + lean, 1190 - tall)], 9, "#3a2616")
    reeds.stamp()
    return finish(plate, 18, vignette=0.3, warmth=0.015, saturation=1.02, bloom=(0.82, 22, 0.35))


def _arches(plate, line):
    ink = Ink(plate)
    deck = lambda x: line - 178 - 46 * np.cos((x - 930) / 900 * np.pi / 2)  # noqa: E731
    xs = np.arange(-10, 1820, 10)
    ink.shape([(-10, line), *[(x, deck(x) - 34) for x in xs], (1820, line)])
    stone = ink.mask()
    holes = Ink(plate)
    rims = Ink(plate)
    for middle, half in ((150, 150), (520, 175), (930, 190), (1340, 175), (1710, 150)):
        rise = line - deck(middle) - 36
        arch = [(middle + half * np.cos(t), line + 4 - rise * np.sin(t)) for t in np.linspace(0, np.pi, 40)]
        holes.shape([(middle + half, line + 8), *arch, (middle - half, line + 8)])
        rims.line(arch, 20)
    open_ = holes.mask()
    row = np.floor(plate.y / 15)
    col = np.floor(plate.x / 38 + 0.5 * (row % 2))
    seam = np.maximum(np.abs(plate.x / 38 + 0.5 * (row % 2) - col - 0.5), np.abs(plate.y / 15 - row - 0.5))
    grey = (0.7 + 0.3 * cell(col, row, 4) + 0.25 * fractal(plate.x / 40, plate.y / 40, 4, 0.6, 4)) * (
        1 - 0.35 * smooth(0.40, 0.5, seam)
    )
    plate.over(stone * (1 - open_), light("#8d7f6c") * grey[..., None] * light("#ffe9cc"))
    under = Ink(plate)
    for middle, half in ((150, 150), (520, 175), (930, 190), (1340, 175), (1710, 150)):
        rise = line - deck(middle) - 36
        outer = [(middle + half * np.cos(t), line + 4 - rise * np.sin(t)) for t in np.linspace(0, np.pi / 2 + 0.35, 30)]
        inner = [
            (middle - 34 + half * np.cos(t), line + 4 - rise * 0.97 * np.sin(t))
            for t in np.linspace(np.pi / 2 + 0.35, 0, 30)
        ]
        under.shape(outer + inner, "#4a4238")
    plate.over(under.mask() * open_, "#5a5044")
    plate.over(
        rims.mask() * stone * (1 - open_),
        light("#a39680") * (0.75 + 0.3 * cell(np.floor(plate.x / 17), np.floor(plate.y / 17), 6))[..., None],
    )
    piers = Ink(plate)
    for x in (335, 725, 1135, 1525):
        piers.shape(
            [(x - 26, line - 120), (x, line - 150), (x + 26, line - 120), (x + 32, line + 4), (x - 32, line + 4)],
            "#7c705f",
        )
        piers.shape([(x - 26, line - 120), (x, line - 150), (x, line + 4), (x - 32, line + 4)], "#948672")
    for x in xs[::4]:
        piers.line([(x, deck(x) - 34), (x + 40, deck(x + 40) - 34)], 6, "#b0a48e")
    piers.stamp()


def _barge(plate):
    ink, glass = Ink(plate), Ink(plate)
    x, y = 1150, 812
    for px, flip, pen in ((ink, 1, "#2b2a2a"), (glass, -1, "#1c1b1a")):
        px.shape(
            [(x - 250, y - 34 * flip), (x - 226, y), (x + 226, y), (x + 268, y - 46 * flip), (x + 200, y - 30 * flip)],
            pen,
        )
        for k in range(6):
            left, right, high = x - 168 + 7 * (k % 3), x + 196 - 9 * (k * 7 % 4), y - flip * (36 + 12 * k)
            px.line([(left, high), (right, high)], 12, ("#8a6238", "#6f4c2a", "#9a7244")[k % 3])
            for end in (left, right):
                px.oval(end, high, 4, 6, "#d3b283")
        px.shape(
            [(x - 246, y - 34 * flip), (x - 246, y - 92 * flip), (x - 190, y - 92 * flip), (x - 190, y - 34 * flip)],
            "#8a3a2c",
        )
        px.box(x - 236, min(y - 84 * flip, y - 66 * flip), x - 202, max(y - 84 * flip, y - 66 * flip), "#d9d4c4")
    glass.stamp(opacity=0.45, blur=4)
    ink.stamp(haze="#efdcc2", share=0.1, gain=0.9)


PICTURES = {"bridge": bridge}
