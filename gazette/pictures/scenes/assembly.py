"""The Assembly in Castermoor: a dome, a portico, a wet square."""

import numpy as np

from brush.finish import finish
from brush.noise import cell, chance, fractal, smooth
from brush.plate import Ink, Plate
from brush.sky import clouds
from brush.solid import turned
from brush.things import bare_tree, gull, lamp_post, person
from brush.water import paving, sampled

STONE, SUN = "#d3c5ab", "#fff0d4"


def parliament():
    """The Assembly after a shower, on the afternoon before the budget."""
    plate, dice, foot = Plate(), chance(100), 896
    plate.gradient([(0, "#41608a"), (320, "#8ba4bb"), (620, "#dcd3c2"), (896, "#efdcbe")])
    clouds(
        plate,
        930,
        "#fff1dc",
        "#5d6a80",
        cover=0.12,
        soft=0.5,
        scale=0.55,
        stretch=1.4,
        toward=(-0.5, 0.2),
        seed=17,
        opacity=0.95,
        fade=160,
    )
    _houses_behind(plate, foot, dice)
    _wings(plate, foot)
    _dome(plate, foot)
    _portico(plate, foot)
    _square(plate, foot, dice)
    return finish(plate, 21, vignette=0.32, warmth=0.02, contrast=1.05, bloom=(0.82, 16, 0.3))


def _houses_behind(plate, foot, dice):
    ink = Ink(plate)
    x = -20
    while x < 1820:
        wide, high = 50 + 60 * dice.random(), 150 + 130 * dice.random()
        ink.box(x, foot - high, x + wide, foot, ("#7d8490", "#8a8c92", "#74808c")[int(dice.random() * 3)])
        if dice.random() < 0.5:
            ink.shape([(x, foot - high), (x + wide / 2, foot - high - 34), (x + wide, foot - high)], "#6a6f7a")
        x += wide
    ink.stamp(haze="#d9d2c6", share=0.55)


def _wings(plate, foot):
    for left, right, shade in ((180, 640, 1.0), (1160, 1620, 0.86)):
        ink, dark = Ink(plate), Ink(plate)
        ink.box(left, foot - 270, right, foot - 20, STONE)
        ink.box(left - 8, foot - 282, right + 8, foot - 268, "#e2d6bf")
        ink.box(left - 6, foot - 60, right + 6, foot + 26, "#b9aa90")
        ink.shape(
            [(left - 4, foot - 282), (left + 40, foot - 332), (right - 40, foot - 332), (right + 4, foot - 282)],
            "#5d6a72",
        )
        for k in range(9):
            x = left + 26 + k * (right - left - 52) / 8.6
            for top, tall in ((foot - 244, 66), (foot - 150, 74)):
                glass = "#ffd48a" if cell(k, int(top + left), 3) < 0.22 else "#39434e"
                ink.box(x - 4, top - 6, x + 28, top + tall + 5, "#e6dac4")
                dark.box(x, top, x + 24, top + tall, glass)
                ink.oval(x + 12, top - 5, 16, 8, "#e6dac4")
        ink.stamp(gain=shade)
        dark.stamp(gain=shade)
        grain = Ink(plate)
        grain.box(left - 8, foot - 282, right + 8, foot - 20)
        weather = fractal(plate.x / 26, plate.y / 90, 4, 0.6, 3)
        plate.px *= (1 + 0.10 * grain.mask() * weather)[..., None]


def _dome(plate, foot):
    turned(plate, 900, [(foot - 470, 178), (foot - 330, 178)], STONE, SUN, -0.5)
    columns = Ink(plate)
    columns.box(716, foot - 486, 1084, foot - 466, "#e2d6bf")
    columns.box(712, foot - 342, 1088, foot - 326, "#e2d6bf")
    columns.stamp()
    for turn in np.linspace(-1.42, 1.42, 15):
        x = 900 + np.sin(turn) * 172
        dark = Ink(plate)
        dark.box(x + 5, foot - 452, x + 5 + 15 * np.cos(turn), foot - 350, "#4a5058")
        dark.stamp(gain=0.9)
        turned(plate, x, [(foot - 466, 7), (foot - 342, 8)], "#dccfb6", SUN, -0.5)
    steps = np.linspace(0, 1, 40)
    profile = [
        (foot - 486 - 214 * np.cos(s * np.pi / 2) ** 0.92, max(2.0, 170 * np.sin(s * np.pi / 2) ** 0.95)) for s in steps
    ]
    turned(plate, 900, profile, "#6f9a8c", SUN, -0.5)
    ribs = Ink(plate)
    for turn in np.linspace(-1.3, 1.3, 11):
        ribs.line([(900 + half * np.sin(turn), y) for y, half in profile], 2.6, "#4f7468")
    ribs.stamp(opacity=0.6)
    turned(plate, 900, [(foot - 764, 26), (foot - 700, 30)], STONE, SUN, -0.5)
    turned(plate, 900, [(foot - 806, 2), (foot - 790, 17), (foot - 764, 30)], "#6f9a8c", SUN, -0.5)
    top = Ink(plate)
    for x in (884, 896, 908):
        top.box(x, foot - 752, x + 7, foot - 712, "#4a5058")
    top.line([(900, foot - 806), (900, foot - 884)], 3, "#4a4a4a")
    top.shape(
        [(902, foot - 882), (966, foot - 880), (961, foot - 864), (964, foot - 842), (902, foot - 840)], "#2c5f8c"
    )
    top.shape([(902, foot - 868), (962, foot - 867), (962, foot - 856), (902, foot - 855)], "#efe6d2")
    top.stamp()


def _portico(plate, foot):
    back = Ink(plate)
    back.box(640, foot - 330, 1160, foot - 20, "#b3a48a")
    back.box(660, foot - 292, 1140, foot - 60, "#6a6258")
    for x in (720, 870, 1020):
        back.box(x, foot - 200, x + 62, foot - 60, "#33302e")
        back.oval(x + 31, foot - 200, 31, 26, "#33302e")
    back.stamp()
    for x in (751, 901, 1051):
        plate.lamp(x, foot - 150, 24, "#ffc879", 0.55, 1.6)
    for k in range(8):
        x = 672 + k * 65.2
        turned(plate, x, [(foot - 292, 14), (foot - 180, 17), (foot - 62, 18)], "#e6dac2", SUN, -0.55)
    top = Ink(plate)
    for k in range(8):
        x = 672 + k * 65.2
        top.box(x - 22, foot - 302, x + 22, foot - 290, "#eadfc9")
        top.box(x - 23, foot - 66, x + 23, foot - 54, "#d6c9b0")
    top.box(630, foot - 336, 1170, foot - 302, "#dccfb6")
    top.box(622, foot - 344, 1178, foot - 334, "#f0e6d2")
    top.shape([(620, foot - 344), (900, foot - 446), (1180, foot - 344)], "#e2d6bf")
    top.shape([(664, foot - 352), (900, foot - 430), (1136, foot - 352)], "#bfb096")
    for k, (x, tall) in enumerate(((760, 22), (800, 36), (846, 48), (900, 60), (954, 48), (1000, 36), (1040, 22))):
        top.blob(
            [
                (x - 13, foot - 353),
                (x - 8, foot - 353 - tall * 0.7),
                (x, foot - 353 - tall),
                (x + 8, foot - 353 - tall * 0.7),
                (x + 13, foot - 353),
            ],
            "#d9ccb2" if k % 2 else "#e4d9c2",
        )
    for step in range(8):
        top.box(
            612 - step * 12,
            foot - 56 + step * 10,
            1188 + step * 12,
            foot - 46 + step * 10,
            "#d8ccb4" if step % 2 else "#bdb098",
        )
    top.stamp()
    shade = np.clip((plate.x - 1010) / 300, 0, 1) * ((plate.y > foot - 346) & (plate.y < foot + 24) & (plate.x < 1172))
    plate.shade(shade * 0.25, "#5a6a80")


def _square(plate, foot, dice):
    ground = smooth(foot + 22, foot + 26, plate.y)
    paving(plate, ground, foot - 60, "#6d6760", "#39363a", 0.5, 0.5, 0.0)
    near = plate.y - foot - 24
    wob = 6 * fractal(plate.x / 50, plate.y / 10, 3, 0.5, 4)
    got = sampled(plate.px, plate.x + wob, np.clip(foot + 20 - near * 1.5 + wob, 0, foot + 20))
    pool = smooth(
        0.0,
        0.16,
        fractal((plate.x - 900) / (near + 90) * 1.1, np.log(np.maximum(near, 1) + 60) * 3.1, 4, 0.5, 23) + 0.02,
    )
    plate.px += (got * 0.82 - plate.px) * (pool * ground * 0.85)[..., None]
    plate.px *= (1 - 0.25 * (1 - pool) * ground * (0.5 + 0.5 * fractal(plate.x / 120, plate.y / 30, 3, 0.5, 5)))[
        ..., None
    ]
    ink = Ink(plate)
    people = [
        (520, 934, 52, None),
        (566, 936, 50, None),
        (760, 922, 46, None),
        (1010, 926, 46, None),
        (1046, 928, 48, "#7a2f2c"),
        (1290, 950, 62, None),
        (330, 980, 84, "#2f4a66"),
        (690, 1010, 104, None),
        (742, 1014, 100, "#9a3f34"),
        (1210, 1035, 122, "#2c3a44"),
        (1500, 1090, 160, None),
        (1432, 1084, 152, "#35586a"),
    ]
    for x, base, tall, brolly in people:
        shadow = Ink(plate)
        shadow.shape(
            [
                (x - tall * 0.1, base),
                (x + tall * 0.1, base),
                (x + tall * 0.95, base + tall * 0.12),
                (x + tall * 0.8, base + tall * 0.14),
            ],
            "#1c1f28",
        )
        shadow.stamp(opacity=0.35, blur=2)
        person(
            ink, x, base, tall, dice, skin=("#8a6248", "#c09070", "#5a3c2c")[int(dice.random() * 3)], umbrella=brolly
        )
    for x, base, tall in ((400, 955, 150), (1400, 955, 150), (190, 1035, 250), (1640, 1035, 250)):
        lamp_post(ink, x, base, tall, "#23262c")
    for x in (96, 1716):
        bare_tree(ink, x, 985, 430, dice, "#3a332e")
    for _ in range(8):
        gull(
            ink,
            240 + 460 * dice.random(),
            180 + 240 * dice.random(),
            8 + 9 * dice.random(),
            0.4,
            "#4b5262",
            dice.random() * 0.6 - 0.3,
        )
    ink.stamp()


PICTURES = {"parliament": parliament}
