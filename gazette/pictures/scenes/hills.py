"""The hills above the Ellery: a morning, and sheep under a grey sky."""

import numpy as np

from brush.colour import light, ramp
from brush.finish import finish
from brush.ground import View
from brush.noise import cell, chance, fractal, perlin, ridged, smooth
from brush.plate import Ink, Plate
from brush.sky import clouds, sun
from brush.things import gull, tree
from brush.weather import rays


def downs(height, length, seed, start=60.0, rough=0.02):
    """Returns rolling ground that rises with distance."""

    def field(x, z):
        x, z = np.broadcast_arrays(np.float32(x), np.float32(z))
        far = smooth(start, start * 14, z)
        roll = fractal(x / length, z / length * 0.8, 4, 0.42, seed) * height * (0.15 + far)
        crest = (
            ridged(x / length / 2.6, z / length / 2.6, 3, 0.5, seed + 7)
            * height
            * 1.4
            * smooth(start * 6, start * 40, z)
        )
        return roll + crest + rough * fractal(x / 3, z / 3, 3, 0.5, seed + 2)

    return field


def fields(x, z, size, seed):
    """Returns for each place which field it lies in, and how near its hedge is."""
    bx = x + 0.5 * size * perlin(x / size / 2.2, z / size / 2.2, seed)
    bz = z + 0.5 * size * perlin(x / size / 2.2 + 40, z / size / 2.2, seed + 1)
    ix, iz = np.floor(bx / size), np.floor(bz / size / 1.5)
    fx, fz = bx / size - ix, bz / size / 1.5 - iz
    hedge = np.minimum(np.minimum(fx, 1 - fx), np.minimum(fz, 1 - fz) * 1.5) * size
    return cell(ix, iz, seed + 2), hedge


def meadow(view, face, toward, palette, sunlight, shade, seed, size=90.0, hedge="#1d2b17", hedges=(20, 90)):
    """Returns the light of fields, hedges and woods."""
    which, edge = fields(view.wx, view.wz, size, seed)
    tint = ramp(which, palette)
    tint = tint * (0.85 + 0.35 * fractal(view.wx / 2.2, view.wz / 4.5, 4, 0.6, seed + 5))[:, None]
    rows = 0.5 + 0.5 * np.sin(view.wx * 1.6 + view.wz * 0.4)
    ploughed = ((which > 0.7) * smooth(420, 60, view.depth) * rows * 0.25)[:, None]
    tint = tint * (1 - ploughed)
    wood = smooth(0.22, 0.3, fractal(view.wx / size / 1.6, view.wz / size / 1.6, 4, 0.6, seed + 8))
    bushes = smooth(4.5, 2.0, edge + 1.6 * fractal(view.wx / 3, view.wz / 3, 3, 0.6, seed + 6)) * smooth(
        *hedges, view.depth
    )
    leaf = np.clip(0.7 + 1.1 * fractal(view.wx / 5, view.wz / 8, 4, 0.65, seed + 9), 0.2, 1.6)
    green = np.clip(np.maximum(wood * smooth(120, 260, view.depth), bushes), 0, 1)[:, None]
    tint = tint + (light(hedge) * leaf[:, None] - tint) * green
    lambert = np.clip(face @ np.array(toward, np.float32), 0, 1) * view.shadow(toward, 10, 260.0, 0.12)
    return tint * (light(sunlight) * lambert[:, None] * 2.6 + light(shade) * (0.55 + 0.45 * face[:, 1])[:, None])


def hills_morning():
    """First sun over the hills, mist in the valley of the Ellery."""
    plate, dice, horizon = Plate(), chance(5), 470
    plate.gradient([(0, "#5b87b8"), (220, "#9dbdd4"), (380, "#f1d9b4"), (480, "#ffe6b8")])
    sun(plate, 1330, 392, 30, "#ffe9b8", 1.4, 9, 0.55)
    clouds(
        plate,
        470,
        "#fff0d8",
        "#c7a7a0",
        cover=-0.12,
        soft=0.5,
        scale=0.9,
        stretch=3,
        toward=(0.3, -0.5),
        seed=15,
        opacity=0.75,
    )
    field = downs(58.0, 420.0, 23, 90.0)
    view = View(1800, 1200, field, 46.0, horizon, 1500, 14.0, 9000.0, 1100)
    toward = np.array([0.62, 0.24, 0.75], np.float32)
    toward /= np.linalg.norm(toward)
    face = view.normals(0.003)
    palette = [(0, "#6f8a3c"), (0.35, "#8fa04a"), (0.6, "#587a38"), (0.75, "#b79a52"), (1, "#9b7f48")]
    tint = meadow(view, face, toward, palette, "#ffd9a0", "#5a6f94", 3)
    mist = 1 - np.exp(-view.depth / 1900)
    low = smooth(18, -22, view.wy) * smooth(150, 900, view.depth) * 0.85
    warm = np.exp(-(((view.wx / view.depth - 0.29) / 0.3) ** 2))[:, None]
    air = light("#b9c3cf") + (light("#ffdca4") - light("#b9c3cf")) * warm
    tint = tint + (air - tint) * np.clip(mist + low, 0, 0.97)[:, None]
    view.lay(plate, tint)
    rays(plate, 1330, 392, "#ffd698", 0.5, 0.55)
    _near_trees(plate, view, dice)
    birds = Ink(plate)
    for _ in range(8):
        gull(
            birds,
            500 + dice.random() * 420,
            170 + dice.random() * 130,
            6 + dice.random() * 7,
            0.3,
            "#4a4a52",
            dice.random() * 0.4 - 0.2,
        )
    birds.stamp()
    return finish(plate, 5, vignette=0.32, warmth=0.02, saturation=1.06, bloom=(0.75, 20, 0.45))


def _near_trees(plate, view, dice):
    spots = [(-30 + dice.random() * 220 - 110, 130 + dice.random() ** 1.5 * 900) for _ in range(46)]
    near = [(-46, 92), (-39, 99), (-62, 120), (64, 128), (52, 150), (-20, 190)]
    for x, z in sorted(spots + near, key=lambda s: -s[1]):
        px, py, size = view.spot(x, z)
        tall = size * (7 + 5 * dice.random())
        ink = Ink(plate)
        kind = (("#1f2a1a", "#7d8a3a"), ("#2a2c18", "#94883c"), ("#38280f", "#c08a3a"))[int(dice.random() * 3)]
        tree(ink, px, py + size * 0.4, tall, dice, *kind)
        ink.stamp(haze="#d8c6a4", share=min(0.75, 1 - np.exp(-z / 2300)))
        shade = Ink(plate)
        shade.blob(
            [
                (px, py - size * 0.4),
                (px - tall * 0.9, py + tall * 0.10),
                (px - tall * 1.5, py + tall * 0.26),
                (px - tall * 0.6, py + tall * 0.22),
                (px, py + size * 0.4),
            ],
            "#1c2430",
        )
        shade.stamp(opacity=0.45, blur=size * 0.2)


def hills_sheep():
    """Sheep on the hill above Aske Sluice, rain on its way."""
    plate, dice, horizon = Plate(), chance(8), 430
    plate.gradient([(0, "#59646e"), (240, "#8b959a"), (400, "#c3c7c0"), (440, "#d4d4c6")])
    clouds(
        plate,
        470,
        "#c9cdcc",
        "#4d565e",
        cover=0.35,
        soft=0.7,
        scale=0.6,
        stretch=1.5,
        toward=(0.3, 0.5),
        seed=33,
        fade=120,
    )
    plate.glow(np.exp(-(((plate.x - 520) / 330) ** 2) - ((plate.y - 360) / 120) ** 2), "#fff3d0", 0.35)
    field = downs(46.0, 300.0, 61, 60.0, 0.05)
    view = View(1800, 1200, field, 9.5, horizon, 1400, 4.0, 7000.0, 1100)
    toward = np.array([-0.55, 0.5, 0.55], np.float32)
    toward /= np.linalg.norm(toward)
    face = view.normals(0.003)
    palette = [(0, "#5f7a3a"), (0.5, "#77893f"), (0.8, "#6d7040"), (1, "#55713a")]
    tint = meadow(view, face, toward, palette, "#e2dcc0", "#76828c", 14, 120.0, hedges=(110, 220))
    patch = smooth(0.1, 0.5, fractal(view.wx / 420, view.wz / 600, 3, 0.5, 77))
    tint = tint * (0.72 + 0.75 * patch)[:, None]
    blades = fractal(view.wx / 0.16, view.wz / 0.5, 3, 0.6, 12) * smooth(70, 8, view.depth)
    tint = tint * (1 + 0.5 * blades)[:, None]
    lost = (1 - np.exp(-view.depth / 2400))[:, None]
    view.lay(plate, tint + (light("#b4bbb8") - tint) * lost)
    _flock(plate, view, dice)
    shower = (
        np.exp(-(((plate.x - 1360 - (plate.y - 300) * 0.25) / 210) ** 2))
        * smooth(120, 330, plate.y)
        * smooth(520, 400, plate.y)
    )
    plate.over(shower * 0.5 * (0.85 + 0.4 * fractal(plate.x / 22 + plate.y / 90, plate.y / 500, 3, 0.5, 4)), "#6a757c")
    return finish(plate, 6, vignette=0.38, contrast=1.05, saturation=0.86, bloom=(0.8, 14, 0.25))


def _flock(plate, view, dice):
    herd = []
    while len(herd) < 58:
        z = 13 + dice.random() ** 1.6 * 130
        x = (dice.random() - 0.42) * z * 1.1
        herd.append((z, x))
    for z, x in sorted(herd, reverse=True):
        px, py, size = view.spot(x, z)
        _sheep(plate, px, py, size, dice, min(0.55, z / 420))


def _sheep(plate, x, y, size, dice, lost):
    ink, way, grazing = Ink(plate), 1 if dice.random() < 0.5 else -1, dice.random() < 0.65
    wool = ("#d9d4c4", "#cfc8b6", "#e2ddcf")[int(dice.random() * 3)]
    for leg in (-0.38, -0.25, 0.24, 0.36):
        ink.line([(x + leg * size, y - 0.36 * size), (x + leg * size, y)], size * 0.08, "#26221f")
    ink.oval(x, y - size * 0.6, size * 0.5, size * 0.25, wool)
    for _ in range(15):
        angle = dice.random() * 6.283
        ink.oval(
            x + np.cos(angle) * size * 0.38, y - size * 0.6 + np.sin(angle) * size * 0.17, size * 0.2, size * 0.18, wool
        )
    head = (x + way * size * 0.66, y - size * (0.2 if grazing else 0.86))
    ink.line([(x + way * size * 0.42, y - size * 0.66), head], size * 0.2, wool)
    ink.oval(*head, size * 0.15, size * 0.12, "#2a2523")
    ink.oval(head[0] - way * size * 0.1, head[1] - size * 0.1, size * 0.09, size * 0.04, "#2a2523")
    ink.stamp(haze="#b4bbb8", share=lost, gain=0.8)
    left, right = max(0, int(x - size)), min(plate.width, int(x + size) + 1)
    top, low = max(0, int(y - size * 0.6)), min(plate.height, int(y + size * 0.25) + 1)
    if left < right and top < low:
        part = (slice(top, low), slice(left, right))
        under = np.exp(
            -(((plate.x[part] - x) / (size * 0.62)) ** 2)
            - ((plate.y[part] - y - size * 0.02) / (size * 0.1 + 0.5)) ** 2
        )
        belly = np.exp(
            -(((plate.x[part] - x) / (size * 0.5)) ** 2) - ((plate.y[part] - y + size * 0.36) / (size * 0.12)) ** 2
        )
        plate.px[part] *= (1 - 0.45 * under - 0.4 * belly)[..., None]


PICTURES = {"hills-morning": hills_morning, "hills-sheep": hills_sheep}
