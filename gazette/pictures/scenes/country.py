"""Between town and hills: the bridge at Hollin Ferry, the line to Castermoor in snow, the observatory."""

import numpy as np

from brush.colour import light, ramp
from brush.finish import finish
from brush.ground import View
from brush.noise import cell, chance, fractal, ridged, smooth
from brush.plate import Ink, Plate
from brush.sky import clouds, stars
from brush.things import bare_tree, gull, person, tree
from brush.water import water
from brush.weather import beam, fog, rays, snow
from scenes.coast import turned


def bridge():
    """The road bridge at Hollin Ferry on a still autumn morning, mist on the Ellery."""
    plate, dice, line = Plate(), chance(90), 760
    plate.gradient([(0, "#a9c0cf"), (300, "#d3d8d6"), (560, "#f0dcc0"), (760, "#f3d7b0")])
    plate.glow(np.exp(-(((plate.x - 620) / 420) ** 2) - ((plate.y - 420) / 280) ** 2), "#ffe9bd", 0.35)
    clouds(plate, 760, "#fdf3e4", "#b5b6ba", cover=-0.05, soft=0.6, scale=0.7, stretch=2.2, seed=31, opacity=0.6)
    for lift, seed, colour, share in ((250, 3, "#7d8b90", 0.72), (185, 7, "#66756e", 0.5)):
        xs = np.arange(0, 1801, 5)
        ink = Ink(plate)
        ink.shape([(0, line), *zip(xs, line - lift - 70 * fractal(xs / 420, xs * 0 + seed, 5, 0.5, seed)), (1800, line)], colour)
        ink.stamp(haze="#efdcc2", share=share)
    for depth, count, share, low, high in ((0, 46, 0.42, 90, 150), (1, 26, 0.2, 120, 200)):
        ink = Ink(plate)
        for k in range(count):
            x = 1800 * (k + dice.random()) / count
            if depth and 420 < x < 1420:
                continue
            kind = (("#3a2c14", "#c8862f"), ("#3c2012", "#b5552a"), ("#2a3018", "#8a8a3a"), ("#43351a", "#d9a640"))[int(dice.random() * 4)]
            tree(ink, x, line - 4 - 20 * (1 - depth) * dice.random(), low + (high - low) * dice.random(), dice, *kind, side=-1)
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
        reeds.curve([(x, 1210), (x + lean * 0.3, 1210 - tall * 0.6), (x + lean, 1210 - tall)], 2.4, ("#4a4326", "#6a5a2e", "#352f1e")[int(dice.random() * 3)])
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
    grey = (0.7 + 0.3 * cell(col, row, 4) + 0.25 * fractal(plate.x / 40, plate.y / 40, 4, 0.6, 4)) * (1 - 0.35 * smooth(0.40, 0.5, seam))
    plate.over(stone * (1 - open_), light("#8d7f6c") * grey[..., None] * light("#ffe9cc"))
    under = Ink(plate)
    for middle, half in ((150, 150), (520, 175), (930, 190), (1340, 175), (1710, 150)):
        rise = line - deck(middle) - 36
        outer = [(middle + half * np.cos(t), line + 4 - rise * np.sin(t)) for t in np.linspace(0, np.pi / 2 + 0.35, 30)]
        inner = [(middle - 34 + half * np.cos(t), line + 4 - rise * 0.97 * np.sin(t)) for t in np.linspace(np.pi / 2 + 0.35, 0, 30)]
        under.shape(outer + inner, "#4a4238")
    plate.over(under.mask() * open_, "#5a5044")
    plate.over(rims.mask() * stone * (1 - open_), light("#a39680") * (0.75 + 0.3 * cell(np.floor(plate.x / 17), np.floor(plate.y / 17), 6))[..., None])
    piers = Ink(plate)
    for x in (335, 725, 1135, 1525):
        piers.shape([(x - 26, line - 120), (x, line - 150), (x + 26, line - 120), (x + 32, line + 4), (x - 32, line + 4)], "#7c705f")
        piers.shape([(x - 26, line - 120), (x, line - 150), (x, line + 4), (x - 32, line + 4)], "#948672")
    for x in xs[::4]:
        piers.line([(x, deck(x) - 34), (x + 40, deck(x + 40) - 34)], 6, "#b0a48e")
    piers.stamp()


def _barge(plate):
    ink, glass = Ink(plate), Ink(plate)
    x, y = 1150, 812
    for px, flip, pen in ((ink, 1, "#2b2a2a"), (glass, -1, "#1c1b1a")):
        px.shape([(x - 250, y - 34 * flip), (x - 226, y), (x + 226, y), (x + 268, y - 46 * flip), (x + 200, y - 30 * flip)], pen)
        for k in range(6):
            left, right, high = x - 168 + 7 * (k % 3), x + 196 - 9 * (k * 7 % 4), y - flip * (36 + 12 * k)
            px.line([(left, high), (right, high)], 12, ("#8a6238", "#6f4c2a", "#9a7244")[k % 3])
            for end in (left, right):
                px.oval(end, high, 4, 6, "#d3b283")
        px.shape([(x - 246, y - 34 * flip), (x - 246, y - 92 * flip), (x - 190, y - 92 * flip), (x - 190, y - 34 * flip)], "#8a3a2c")
        px.box(x - 236, min(y - 84 * flip, y - 66 * flip), x - 202, max(y - 84 * flip, y - 66 * flip), "#d9d4c4")
    glass.stamp(opacity=0.45, blur=4)
    ink.stamp(haze="#efdcc2", share=0.1, gain=0.9)


def train_snow():
    """The evening train to Castermoor in the first snow, below Kettle Cross."""
    plate, dice, horizon = Plate(), chance(91), 430
    plate.gradient([(0, "#39465f"), (240, "#6a7690"), (420, "#b3aab4"), (470, "#c9b5b4")])
    clouds(plate, 470, "#a9a8b8", "#59637a", cover=0.3, soft=0.8, scale=0.6, seed=9, fade=120)

    def field(x, z):
        x, z = np.broadcast_arrays(np.float32(x), np.float32(z))
        far = smooth(90, 900, z)
        roll = fractal(x / 190, z / 150, 4, 0.42, 51) * (3 + 46 * far)
        crest = ridged(x / 800, z / 800, 4, 0.5, 5) * 130 * smooth(500, 2600, z)
        bank = 2.2 * np.exp(-(((z - 74) / 7) ** 2))
        return roll * (1 - 0.9 * np.exp(-(((z - 74) / 22) ** 2))) + crest + bank + 0.12 * fractal(x / 2.2, z / 2.2, 3, 0.5, 2)

    view = View(1800, 1200, field, 11.5, horizon, 1350, 9.0, 6000.0, 1100)
    face = view.normals(0.003)
    toward = np.array([-0.75, 0.35, 0.4], np.float32)
    lamp = np.clip(face @ (toward / np.linalg.norm(toward)), 0, 1)
    tint = light("#dfe4ee") * (light("#c9a9a4") * (lamp * 0.75)[:, None] + light("#66789c") * (0.45 + 0.55 * face[:, 1])[:, None])
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
    for k in range(16):
        z = 320 + 160 * dice.random()
        x, y, size = view.spot(-150 + 240 * dice.random(), z)
        wide, tall = size * (8 + 4 * dice.random()), size * 4.5
        ink.box(x, y - tall, x + wide, y, "#4a4a58")
        ink.shape([(x - size * 0.6, y - tall), (x + wide * 0.15, y - tall * 2.1), (x + wide * 0.85, y - tall * 2.1), (x + wide + size * 0.6, y - tall)], "#d3d6e0")
        for j in range(3):
            if dice.random() < 0.7:
                lamps.box(x + wide * (0.15 + 0.28 * j), y - tall * 0.7, x + wide * (0.15 + 0.28 * j) + size * 1.1, y - tall * 0.3, "#ffc878")
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
        ink.shape([(left, floor), (left, top + 6), (left + 6, top), (right - nose * 0.7, top), (right - nose * 0.12, top + size * 1.3), (right, floor)], "#8a2f2a")
        ink.shape([(left, floor), (left, floor - size * 0.75), (right, floor - size * 0.75), (right, floor)], "#d8cdb8")
        ink.shape([(left + 2, top + 2), (left + 8, top - 6), (right - nose, top - 6), (right - nose * 0.6, top + 2)], "#e8ebf2")
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


def observatory():
    """The observatory above Kettle Cross on the night of the open slit, the Milky Way over it."""
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
    plate.glow((luck > 0.9965 - 0.006 * band) * dust_stars.random(plate.px.shape[:2]) ** 4 * (0.35 + band), "#dfe8ff", 0.9)
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
        top = ground - lift - 60 * fractal(xs / 380, xs * 0 + seed, 5, 0.5, seed) - (60 * np.exp(-(((xs - 1130) / 420) ** 2)) if seed == 9 else 0)
        ink.shape([(-5, 1205), *zip(xs, top), (1810, 1205)], colour)
        ink.stamp()
        if seed == 4:
            dice = chance(3)
            for _ in range(70):
                plate.lamp(100 + 640 * dice.random() ** 0.8, ground - 10 + 30 * dice.random(), 1.6, "#ffc27a", 0.8 * dice.random(), 2.5)
            plate.glow(np.exp(-(((plate.x - 420) / 460) ** 2) - ((plate.y - ground + 10) / 90) ** 2), "#ffae6a", 0.13)


def _dome(plate, ground, dice):
    base = ground - 60
    turned(plate, 1130, [(base - 96, 178), (base + 40, 178)], "#8d93a6", "#7884a8", -0.4)
    radius = 186
    heights = np.linspace(0, 1, 24)
    profile = [(base - 96 - radius * np.cos(h * np.pi / 2) ** 1.0 * 1.02, max(1.0, radius * np.sin(h * np.pi / 2))) for h in heights]
    turned(plate, 1130, profile, "#b7bccb", "#7884a8", -0.45)
    slit = Ink(plate)
    slit.shape([(1074, base - 98), (1086, base - 190), (1104, base - 262), (1122, base - 286), (1160, base - 282), (1168, base - 200), (1170, base - 98)], "#3a1410")
    slit.shape([(1086, base - 98), (1098, base - 190), (1114, base - 255), (1126, base - 272), (1150, base - 268), (1156, base - 200), (1158, base - 98)], "#c2452a")
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


PICTURES = {"bridge": bridge, "train-snow": train_snow, "observatory-stars": observatory}
