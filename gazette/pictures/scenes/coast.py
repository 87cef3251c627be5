"""The coast: the salt marsh at Sandholm Bar, the sea over the harbour wall."""

import numpy as np
from scipy import ndimage

from brush.colour import light, ramp
from brush.finish import finish
from brush.ground import View
from brush.noise import cell, chance, fractal, smooth
from brush.plate import Ink, Plate
from brush.sea import rough_field, sea
from brush.sky import clouds, sun
from brush.things import gull, lamp_post
from brush.weather import fog, rain


def salt_marsh():
    """Sandholm Bar at low water: creeks full of sky, sea lavender, geese. A panorama."""
    plate, dice, line = Plate(2000, 800), chance(82), 300
    plate.gradient([(0, "#7d9fc0"), (150, "#c7cfd4"), (260, "#f7dcb4"), (310, "#ffe3b4")])
    sun(plate, 1480, 262, 18, "#ffe4ac", 1.2, 12, 0.5)
    clouds(
        plate,
        312,
        "#fff1da",
        "#a9a3ae",
        cover=0.02,
        soft=0.5,
        scale=1.1,
        stretch=3.0,
        toward=(0.4, -0.5),
        seed=21,
        opacity=0.8,
    )
    shore = Ink(plate)
    xs = np.arange(0, 2001, 5)
    shore.shape(
        [
            (0, 306),
            *zip(
                xs, 296 - 26 * np.clip(fractal(xs / 260, xs * 0 + 2, 5, 0.55, 2) + 0.25, 0, 1) * smooth(2000, 600, xs)
            ),
            (2000, 306),
        ],
        "#6d7a86",
    )
    shore.box(420, 262, 428, 296, "#5c6874")
    shore.stamp(haze="#e8d4b8", share=0.45)
    sky = plate.px.copy()
    field = _mud(line)
    view = View(2000, 800, field, 5.2, line, 1150, 6.0, 2600.0, 1300)
    face = view.normals(0.003)
    flood = smooth(0.03, -0.06, view.wy)
    plants = fractal(view.wx / 1.1, view.wz / 1.6, 4, 0.6, 4)
    patch = fractal(view.wx / 16, view.wz / 20, 3, 0.5, 5)
    green = ramp(
        np.clip(0.5 + 0.7 * patch + 0.25 * plants, 0, 1),
        [(0, "#4d5a34"), (0.4, "#76783f"), (0.65, "#9a8450"), (0.85, "#8a6f86"), (1, "#a887a2")],
    )
    bank = light("#5a4c40") * (0.7 + 0.5 * plants)[:, None]
    tint = bank + (green - bank) * smooth(0.18, 0.42, view.wy + 0.1 * plants)[:, None]
    toward = np.array([0.42, 0.3, 0.85], np.float32)
    lamp = np.clip(face @ (toward / np.linalg.norm(toward)), 0, 1)
    tint = tint * (light("#ffdca6") * (lamp * 2.3)[:, None] + light("#7f8aa6") * 0.6)
    rows = np.clip(
        line - (view.rows / view.fine - line) * 0.56 + 3 * fractal(view.wx / 1.2, view.wz / 0.7, 3, 0.6, 8), 0, line - 1
    ).astype(int)
    cols = np.nonzero(view.hit)[1] // view.fine
    mirror = sky[rows, cols] * 0.92
    tint = tint + (mirror - tint) * flood[:, None]
    lost = (1 - np.exp(-view.depth / 1100))[:, None]
    warm = np.exp(-(((cols - 1480) / 420.0) ** 2))[:, None]
    view.lay(plate, tint + (light("#c9c4be") + (light("#ffdda8") - light("#c9c4be")) * warm - tint) * lost)
    _posts_and_geese(plate, view, dice)
    fog(plate, 306, 13, "#f5dcbc", 0.65, 5, 160)
    return finish(plate, 16, vignette=0.28, warmth=0.02, contrast=1.04, bloom=(0.8, 18, 0.4))


def _mud(line):
    def field(x, z):
        x, z = np.broadcast_arrays(np.float32(x), np.float32(z))
        bend = x + 22 * np.sin(z / 34 + 0.6 * np.sin(z / 13)) + 9 * fractal(z / 60, x / 200, 2, 0.5, 3)
        creek = np.abs(bend - 4) / (3.5 + z * 0.035)
        second = np.abs(bend + 62 + 0.35 * z) / (2.2 + z * 0.02)
        third = np.abs(x - 30 - 0.55 * z + 14 * np.sin(z / 21)) / (2.0 + z * 0.018)
        dip = np.minimum(np.minimum(creek, second), third)
        pools = smooth(0.30, 0.42, fractal(x / 11, z / 13, 3, 0.5, 12)) * smooth(12, 30, z)
        rise = 0.75 * smooth(0.75, 1.7, dip) - 0.22
        return rise - 0.8 * pools + 0.1 * fractal(x / 2.4, z / 2.4, 3, 0.6, 1) * smooth(0.8, 1.4, dip)

    return field


def _posts_and_geese(plate, view, dice):
    ink = Ink(plate)
    for k in range(15):
        z = 17 + 5.2 * k
        x = 5 - 22 * np.sin(z / 34 + 0.6 * np.sin(z / 13)) + 3.5
        px, py, size = view.spot(x, z)
        tall = size * (1.0 + 0.35 * dice.random())
        ink.line(
            [(px, py + size * 0.3), (px + size * 0.08 * (dice.random() - 0.5), py - tall)],
            max(1.2, size * 0.13),
            "#2f2824",
        )
    for k in range(22):
        side = 1 if k % 2 else -1
        x, y = 640 + side * (k // 2) * 25 + 8 * dice.random(), 104 + (k // 2) * 10 + 5 * dice.random()
        gull(ink, x, y, 12, 0.3 + 0.25 * dice.random(), "#3b3a42")
    ink.stamp()


def harbour_wall():
    """Water comes over the wall at Lantern Quay, ten past four in the morning."""
    plate, dice, line = Plate(), chance(84), 520
    plate.gradient([(0, "#10161f"), (300, "#26313c"), (520, "#4f5c62")])
    clouds(plate, 560, "#65727a", "#0d1218", cover=0.35, soft=0.7, scale=0.5, seed=14, toward=(0.3, -0.6), fade=120)
    field = rough_field(4.2, 24.0, 19, -0.5)
    heaven = lambda up: ramp(up, [(0, "#7f8b8c"), (0.3, "#4c5960"), (1, "#161d26")])  # noqa: E731
    sea(
        plate,
        field,
        8.5,
        line,
        1300,
        heaven,
        "#0a151a",
        "#2d5a58",
        foam=0.95,
        haze="#566268",
        thick=700,
        high=4.3,
        near=5.0,
    )
    _spray(plate, dice)
    lamps = _wall(plate, dice)
    _overwash(plate, dice)
    for x, y, size in lamps:
        plate.lamp(x, y, size * 0.5, "#ffd692", 2.2)
        plate.lamp(x, y, size * 5, "#ffb45c", 0.16, 1.3)
    rain(plate, 1300, 3, 0.7, (20, 70), "#dde6ea", 0.15)
    fog(plate, 640, 240, "#8b989c", 0.16, 6, 420)
    return finish(plate, 17, vignette=0.45, contrast=1.08, bloom=(0.72, 18, 0.5))


def _plume(plate, x, foot, wide, high, seed, lean=0.25):
    """Returns the cover of a burst of spray that stands on a wall."""
    up = (foot - plate.y) / high
    aside = (plate.x - x - lean * (foot - plate.y)) / (wide * (0.55 + 0.6 * np.clip(up, 0, 1)))
    fan = fractal(aside * 2.6, up * 1.3 - np.abs(aside), 5, 0.6, seed)
    grain = fractal(plate.x / 22, plate.y / 26, 5, 0.66, seed + 4)
    body = 1.05 - np.abs(aside) ** 1.7 - np.clip(up, 0, 2) ** 1.2 + 0.55 * fan + 0.35 * grain
    return smooth(0.05, 0.75, body) * smooth(-0.12, 0.05, up)


def _spray(plate, dice):
    for x, foot, wide, high, seed, opacity in (
        (1490, 720, 250, 330, 3, 0.7),
        (980, 740, 330, 600, 8, 0.97),
        (560, 800, 210, 300, 13, 0.8),
    ):
        cover = _plume(plate, x, foot, wide, high, seed)
        inner = _plume(plate, x - 36, foot + 12, wide * 0.8, high * 0.86, seed + 1)
        tint = (
            light("#7f9096")
            + (light("#eef4f4") - light("#7f9096"))
            * np.clip(0.35 + 0.7 * inner + 0.25 * fractal(plate.x / 70, plate.y / 90, 4, 0.6, seed), 0, 1)[..., None]
        )
        plate.over(cover * opacity, tint * 0.8)
    ink = Ink(plate)
    for x, foot, wide, high in ((980, 740, 420, 690), (560, 800, 260, 360), (1490, 720, 300, 400)):
        for _ in range(700):
            t, side = dice.random() ** 0.7, dice.random() * 2 - 1
            px = x + 0.3 * high * t + side * wide * (0.4 + 0.75 * t)
            py = foot - high * t * (1.15 - 0.55 * side * side)
            size = 0.5 + 2.2 * dice.random() ** 4
            ink.line([(px, py), (px + 2.5 * size, py + (t - 0.6) * 9 * size)], size, "#eef3f3")
    ink.stamp(opacity=0.75, blur=0.5)


def _wall(plate, dice):
    ink = Ink(plate)
    ink.shape([(-5, 905), (1805, 668), (1805, 760), (-5, 1060)])
    mask = ink.mask()
    top = 905 - (plate.x + 5) * 237 / 1810
    tall = 155 - (plate.x + 5) * 63 / 1810
    v = (plate.y - top) / tall * 4.5
    u = np.log(np.maximum(2600 - plate.x, 50)) * 30
    row = np.floor(v)
    col = np.floor(u + 0.5 * (row % 2))
    seam = np.maximum(np.abs(u + 0.5 * (row % 2) - col - 0.5), np.abs(v - row - 0.5))
    stone = (0.55 + 0.5 * cell(col, row, 5) + 0.35 * fractal(plate.x / 16, plate.y / 16, 4, 0.6, 5)) * (
        1 - 0.55 * smooth(0.40, 0.49, seam)
    )
    plate.over(mask, light("#4a4a4c") * stone[..., None] * (1.1 - 0.12 * v)[..., None])
    cap = Ink(plate)
    cap.shape([(-5, 888), (1805, 657), (1805, 672), (-5, 912)], "#84888a")
    cap.stamp(gain=0.6)
    ground = Ink(plate)
    ground.shape([(-5, 1056), (1805, 758), (1805, 1205), (-5, 1205)])
    quay = ground.mask()
    v = 700 / np.maximum(plate.y - 640 + plate.x * 0.08, 30)
    wet = 0.5 + 0.5 * fractal(plate.x / 90, plate.y / 18, 4, 0.55, 7)
    setts = cell(np.floor((plate.x - 900) * v / 30), np.floor(v * 26), 3)
    plate.over(
        quay,
        (
            light("#23272b") * (0.7 + 0.5 * setts)[..., None]
            + light("#6a7a80") * (0.35 * smooth(0.45, 0.9, wet))[..., None]
        ),
    )
    lamps, posts = [], Ink(plate)
    for x, base, tall in ((1640, 800, 210), (1240, 880, 285), (640, 1010, 420)):
        at = lamp_post(posts, x, base, tall, "#101216")
        lamps.append((*at, tall * 0.09))
    posts.stamp()
    for x, y, size in lamps:
        streak = (
            np.exp(-(((plate.x - x + 10 * fractal(plate.x / 60, plate.y / 9, 3, 0.5, 9)) / (size * 1.3)) ** 2))
            * smooth(y + size * 11, y + size * 14, plate.y)
            * np.exp(-np.maximum(plate.y - y - size * 12, 0) / (size * 7))
        )
        plate.glow(streak * quay * (0.4 + wet), "#ffb862", 0.55)
    return lamps


def _overwash(plate, dice):
    edge = 898 - (plate.x + 5) * 234 / 1810
    down = plate.y - edge
    for x, wide, reach, seed in ((960, 330, 300, 4), (560, 190, 190, 9), (1500, 190, 150, 15)):
        aside = (plate.x - x - down * 0.35) / wide
        sheet = (
            smooth(1.0, 0.35, np.abs(aside) + 0.35 * fractal(plate.x / 60, plate.y / 120, 4, 0.6, seed))
            * smooth(-8, 6, down)
            * smooth(reach, reach * 0.25, down)
        )
        threads = 0.55 + 0.6 * fractal(plate.x / 7, plate.y / 90, 4, 0.6, seed + 2)
        plate.over(np.clip(sheet * threads, 0, 1) * 0.85, "#cdd8d9")
    foam = smooth(
        0.15, 0.55, fractal(plate.x / 110, plate.y / 24, 5, 0.62, 21) - np.abs(down - 250 + plate.x * 0.03) / 420 + 0.12
    ) * smooth(150, 190, down)
    plate.over(np.clip(ndimage.gaussian_filter(foam, 0.7) * 0.6, 0, 1), "#aebabc")


PICTURES = {"salt-marsh": salt_marsh, "harbour-wall": harbour_wall}
