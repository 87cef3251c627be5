"""A street of the lower town under water."""

import numpy as np
from scipy import ndimage

from brush.colour import blend, light, ramp
from brush.finish import finish
from brush.noise import cell, chance, fractal, perlin, smooth
from brush.plate import Ink, Plate
from brush.sky import clouds
from brush.stage import Stage
from brush.things import person
from brush.water import sampled, waves
from brush.weather import rain

WALLS = ("#a8725c", "#c9b08c", "#8a9aa0", "#b9846a", "#7f8c78", "#c4bdb0", "#9c6a62", "#a99a7c")


def fronts(side, lit, daylight, seed):
    """Returns how a street of house fronts is painted; below the water it is painted again, upside down."""

    def paint(a, b, place, far):
        z, y = place[2], np.abs(place[1])
        house = np.floor(z / 5.2)
        u = z / 5.2 - house
        pick = (cell(house, house * 0 + side, seed) * len(WALLS)).astype(int)
        high = 6.4 + 2.6 * cell(house, house * 0 + side, seed + 1)
        tint = np.stack([light(c) for c in WALLS])[pick]
        brick = np.floor(y / 0.11)
        col = np.floor(z / 0.34 + 0.5 * (brick % 2))
        tint = (
            tint * (0.82 + 0.22 * cell(col, brick, seed + 2) + 0.14 * fractal(z * 0.9, y * 0.9, 4, 0.6, seed))[:, None]
        )
        floor = np.floor((y - 0.2) / 2.9)
        v = ((y - 0.2) / 2.9) - floor
        pane = np.floor(u * 2)
        pu = u * 2 - pane
        inside = (np.abs(pu - 0.5) < 0.23) & (v > 0.28) & (v < 0.82)
        frame = (np.abs(pu - 0.5) < 0.29) & (v > 0.23) & (v < 0.87) & ~inside
        cross = inside & ((np.abs(pu - 0.5) < 0.018) | (np.abs(v - 0.55) < 0.016))
        door = (floor == 0) & (pane == 0)
        inside, frame = np.where(door, (np.abs(pu - 0.5) < 0.24) & (v < 0.8), inside), np.where(
            door, (np.abs(pu - 0.5) < 0.3) & (v < 0.86), frame
        )
        frame &= ~inside
        bright = cell(house * 7 + pane, floor, seed + 4) < lit
        sky = light("#8fa0ae") * (0.35 + 0.5 * v)[:, None]
        warm = light("#ffbf6a", 1.1) * (0.75 + 0.35 * fractal(u * 9, v * 4, 2, 0.5, seed))[:, None]
        glass = np.where((bright & ~door)[:, None], warm, sky)
        doors = np.stack([light(c) for c in ("#2c4a5c", "#6a2a28", "#2f4a3a", "#3c3548")])[pick % 4]
        glass = np.where(door[:, None], doors * (0.8 + 0.4 * (np.abs(pu - 0.5) < 0.12))[:, None], glass)
        tint = np.where(frame[:, None], light("#d9d4c6"), tint)
        tint = np.where(cross[:, None], light("#d9d4c6"), tint)
        lamp = inside & ~cross & (door | True)
        shaded = tint * light(daylight) * (0.55 + 0.45 * smooth(0, 9, y))[:, None]
        shaded = np.where(
            (inside & ~cross)[:, None],
            np.where(bright[:, None] & ~door[:, None], glass, glass * light(daylight)),
            shaded,
        )
        damp = smooth(1.5, 0.2, y + 0.25 * fractal(z / 1.1, y * 0 + side, 3, 0.5, seed + 6))
        shaded = shaded * (1 - 0.55 * damp * ~(lamp & bright))[:, None]
        gutter = (np.abs(y - high + 0.12) < 0.1)[:, None]
        shaded = np.where(gutter, light("#2c2d30"), shaded)
        pipe = (np.abs(u - 0.02) < 0.012)[:, None]
        shaded = np.where(pipe, light("#33363a"), shaded)
        lost = 1 - np.exp(-far / 75)
        shaded = shaded + (light("#a9b2b8") - shaded) * lost[:, None]
        rise = high + 1.3 - np.abs(u - 0.5) * 2.6 * (cell(house, house * 0 + side, seed + 8) < 0.55)
        roof = y > high
        slate = light("#3d4147") * (0.7 + 0.4 * cell(np.floor(z / 0.3), np.floor(y / 0.2), seed + 9))[:, None]
        slate = slate + (light("#a9b2b8") - slate) * lost[:, None]
        return np.where(roof[:, None], slate, shaded), (y < rise).astype(np.float32)

    return paint


def flood_street():
    """The Ropewalk the morning after: waist-deep water between the houses, a boat going from door to door."""
    plate, dice, line = Plate(), chance(50), 640
    up = np.abs(plate.y - line)
    plate.px[:] = ramp(up, [(0, "#cdd2d0"), (200, "#aab4ba"), (640, "#77848f")])
    clouds(plate, line + 40, "#c9cfd2", "#7d8790", cover=0.3, soft=0.8, scale=0.5, seed=3, opacity=0.8)
    below = plate.y > line
    plate.px[line:] = plate.px[line - 1 :: -1][: plate.height - line]
    stage = Stage(1800, 1200, (0.5, 1.55, 0), 1150, centre=(0.47, line / 1200))
    stage.wall((-4.3, -10, 2.2), (0, 0, 93), (0, 20, 0), fronts(0, 0.2, "#b9c2cc", 3))
    stage.wall((4.7, -10, 2.2), (0, 0, 93), (0, 20, 0), fronts(1, 0.26, "#a6afba", 8))
    _, deep = stage.lay(plate)
    under = np.where(np.isfinite(deep), 1.55 - (plate.y - line) / 1150 * deep < 0, below)
    _end_of_street(plate, stage, line)
    lamps = _street_lamps(plate, stage)
    _still_water(plate, line, under)
    _rescue(plate, stage, dice)
    for x, y, size in lamps:
        plate.lamp(x, y, size, "#ffcf8a", 0.9)
    _flotsam(plate, stage, dice)
    rain(plate, 500, 7, 0.1, (12, 36), "#e4e8ea", 0.12)
    return finish(plate, 11, vignette=0.42, saturation=0.95, contrast=1.05, bloom=(0.75, 16, 0.4))


def _end_of_street(plate, stage, line):
    ink = Ink(plate)
    x, _, _ = stage.spot((0, 0, 95))
    for side in (-1, 1):
        ink.box(x - 58, line - 92 * 1, x + 62, line + 92, "#8a8f90")
        ink.shape([(x - 20, line - side * 80), (x + 4, line - side * 215), (x + 28, line - side * 80)], "#7c8286")
        ink.box(x - 12, min(line, line - side * 110), x + 20, max(line, line - side * 110), "#7c8286")
    ink.stamp(haze="#b9c1c4", share=0.55)


def _street_lamps(plate, stage):
    ink, lamps = Ink(plate), []
    for x, z in ((-3.4, 9.0), (3.8, 15.0), (-3.4, 24.0), (3.8, 36.0)):
        foot, head = stage.spot((x, -4, z)), stage.spot((x, 3.6, z))
        size = stage.focal / stage.fine / z
        ink.line([foot[:2], head[:2]], max(1.5, size * 0.08), "#1d1f24")
        low = stage.spot((x, -3.6, z))
        for spot, way in ((head, -1), (low, 1)):
            ink.shape(
                [
                    (spot[0] - size * 0.17, spot[1] + way * size * 0.42),
                    (spot[0] + size * 0.17, spot[1] + way * size * 0.42),
                    (spot[0] + size * 0.11, spot[1]),
                    (spot[0] - size * 0.11, spot[1]),
                ],
                "#ffd99a",
            )
            ink.shape(
                [
                    (spot[0] - size * 0.22, spot[1] + way * size * 0.4),
                    (spot[0], spot[1] + way * size * 0.62),
                    (spot[0] + size * 0.22, spot[1] + way * size * 0.4),
                ],
                "#1d1f24",
            )
        lamps.append((head[0], head[1] - size * 0.2, size * 0.22))
    ink.stamp(haze="#a9b2b8", share=0.1)
    return lamps


def _still_water(plate, line, mask):
    near = plate.y - line
    ripple = waves(plate.x - plate.width / 2, near, 12)
    reach = 1.5 + np.maximum(near, 0) * 0.05
    side = perlin((plate.x - 900) / (np.abs(near) + 20) * 8, 900 / (np.abs(near) + 20), 5)
    got = sampled(plate.px, plate.x + side * np.maximum(near, 0) * 0.03, np.maximum(plate.y + ripple * reach, line + 1))
    slant = 0.82 - 0.5 * smooth(20, 560, near)
    mud = light("#4f4a3c") * (0.85 + 0.35 * fractal(plate.x / 160, plate.y / 36, 4, 0.5, 9))[..., None]
    tint = mud + (got - mud) * (slant * (1 - 0.2 * np.abs(ripple)))[..., None]
    wet = (smooth(0, 3, near) * ndimage.gaussian_filter(mask.astype(np.float32), 0.8))[..., None]
    plate.px += (tint - plate.px) * wet


def _rescue(plate, stage, dice):
    x, y, deep = stage.spot((0.55, 0.0, 10.5))
    size = stage.focal / stage.fine / deep
    glass = Ink(plate)
    glass.blob(
        [(x - size * 1.75, y), (x + size * 1.8, y), (x + size * 1.2, y + size * 0.9), (x - size * 1.1, y + size * 0.9)],
        "#14161a",
    )
    glass.stamp(opacity=0.5, blur=7)
    ink = Ink(plate)
    for at, tall, coat in (
        (-0.75, 1.35, "#c9762e"),
        (0.1, 1.12, "#5a3f4c"),
        (0.62, 0.9, "#3f5f78"),
        (1.15, 1.3, "#c9762e"),
    ):
        person(ink, x + at * size, y + size * 0.02, tall * size, dice, coat=coat, skin="#a87a60", bag=False)
    ink.blob(
        [
            (x - size * 1.85, y - size * 0.42),
            (x - size * 0.6, y - size * 0.3),
            (x + size * 0.8, y - size * 0.3),
            (x + size * 1.95, y - size * 0.5),
            (x + size * 1.6, y + size * 0.06),
            (x, y + size * 0.12),
            (x - size * 1.55, y + size * 0.06),
        ],
        "#31556a",
    )
    ink.curve(
        [
            (x - size * 1.85, y - size * 0.42),
            (x - size * 0.6, y - size * 0.3),
            (x + size * 0.8, y - size * 0.3),
            (x + size * 1.95, y - size * 0.5),
        ],
        size * 0.06,
        "#e0d9c8",
    )
    ink.line([(x - size * 0.95, y - size * 0.75), (x - size * 2.3, y + size * 0.12)], size * 0.045, "#b59a6c")
    ink.line([(x + size * 1.3, y - size * 0.75), (x + size * 2.5, y + size * 0.1)], size * 0.045, "#b59a6c")
    ink.stamp(haze="#a9b2b8", share=0.06, gain=0.85)


def _flotsam(plate, stage, dice):
    ink = Ink(plate)
    for x, z, wide, colour in (
        (-2.4, 5.4, 0.5, "#7a5c3c"),
        (2.7, 6.6, 0.42, "#5a6a4a"),
        (-1.2, 13.0, 0.5, "#8a6a44"),
        (-2.9, 8.2, 0.3, "#6a3a30"),
        (1.9, 4.3, 0.32, "#6a5236"),
    ):
        px, py, deep = stage.spot((x, 0, z))
        size = stage.focal / stage.fine / deep * wide
        ink.shape(
            [
                (px - size, py),
                (px - size * 0.8, py - size * 0.55),
                (px + size * 0.9, py - size * 0.42),
                (px + size, py + size * 0.04),
            ],
            colour,
        )
        ink.line(
            [(px - size * 0.9, py - size * 0.28), (px + size * 0.95, py - size * 0.2)],
            size * 0.06,
            blend(colour, "#000000", 0.5),
        )
    ink.stamp()


PICTURES = {"flood-street": flood_street}
