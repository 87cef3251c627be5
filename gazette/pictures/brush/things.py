"""What stands and floats in a harbour town: houses, boats, people, gulls, lamps, trees."""

import numpy as np

from brush.colour import blend


class Town:
    """Houses of one row: `walls` is the ink of the bodies, `lights` that of lit windows."""

    def __init__(
        self,
        walls,
        lights,
        dice,
        wall=("#3a3440", "#54485a"),
        roof=("#2a2530", "#3a323c"),
        lit=0.35,
        lamps=("#ffd08a", "#ffb45e", "#ffe2b0"),
        pane="#20202c",
    ):
        self.walls, self.lights, self.dice = walls, lights, dice
        self.wall, self.roof, self.lit, self.lamps, self.pane = wall, roof, lit, lamps, pane

    def house(self, x, base, wide, high, pane=None):
        """Draws one house with a gable to the street or along it."""
        dice, walls = self.dice, self.walls
        wall, roof = (blend(*pair, dice.random()) for pair in (self.wall, self.roof))
        top = base - high
        walls.box(x, top, x + wide, base, wall)
        rise = wide * (0.35 + 0.3 * dice.random())
        if dice.random() < 0.6:
            walls.shape([(x - 1, top), (x + wide / 2, top - rise), (x + wide + 1, top)], roof)
            walls.shape([(x + wide * 0.06, top), (x + wide / 2, top - rise * 0.86), (x + wide * 0.94, top)], wall)
        else:
            rise *= 0.6
            walls.shape(
                [(x - 2, top), (x + wide * 0.08, top - rise), (x + wide * 0.92, top - rise), (x + wide + 2, top)], roof
            )
        chimney = x + wide * (0.15 + 0.6 * dice.random())
        walls.box(chimney, top - rise * 0.9, chimney + wide * 0.1, top - rise * 0.2, roof)
        walls.box(chimney - 1, top - rise * 0.98, chimney + wide * 0.1 + 1, top - rise * 0.88, roof)
        self.windows(x, top, wide, high, pane or max(5.0, wide / 6.5))

    def windows(self, x, top, wide, high, size):
        """Draws the windows of a front, some of them lit."""
        cols, rows = max(1, int(wide / (size * 2.0))), max(1, int(high / (size * 2.3)))
        gap, drop = wide / cols, high / rows
        for col in range(cols):
            for row in range(rows):
                left = x + gap * (col + 0.5) - size / 2
                up = top + drop * (row + 0.5) - size * 0.7
                if self.dice.random() < self.lit:
                    lamp = self.lamps[int(self.dice.random() * len(self.lamps))]
                    self.lights.box(left, up, left + size, up + size * 1.4, lamp)
                else:
                    self.walls.box(left, up, left + size, up + size * 1.4, self.pane)

    def row(self, left, right, base, wide=(28, 52), high=(40, 90), gap=0.0):
        """Draws a street of houses; `base` may be a function of x."""
        x = left
        while x < right:
            across = wide[0] + (wide[1] - wide[0]) * self.dice.random()
            tall = high[0] + (high[1] - high[0]) * self.dice.random()
            foot = base(x + across / 2) if callable(base) else base
            self.house(x, foot, across, tall)
            x += across + gap * self.dice.random()

    def church(self, x, base, wide, high):
        """Draws a church with its spire."""
        wall, roof = self.wall[0], self.roof[0]
        self.walls.box(x, base - high * 0.32, x + wide * 2.2, base, wall)
        self.walls.shape(
            [
                (x, base - high * 0.32),
                (x + wide * 0.4, base - high * 0.5),
                (x + wide * 2.2, base - high * 0.5),
                (x + wide * 2.4, base - high * 0.32),
            ],
            roof,
        )
        self.walls.box(x - wide * 0.3, base - high * 0.6, x + wide * 0.5, base, wall)
        self.walls.shape(
            [(x - wide * 0.36, base - high * 0.6), (x + wide * 0.1, base - high), (x + wide * 0.56, base - high * 0.6)],
            roof,
        )
        self.lights.oval(x + wide * 0.1, base - high * 0.52, wide * 0.11, wide * 0.14, self.lamps[0])


def trawler(ink, x, y, size, hull="#20242c", house="#b9b0a2", trim="#8c2f28", way=1, lights=None, lamp="#ffdf9e"):
    """Draws a fishing boat from the side; `x, y` is the middle of its water line, `size` its length."""

    def at(points):
        return [(x + way * px * size, y - py * size) for px, py in points]

    ink.shape(
        at([(-0.5, 0.13), (-0.46, -0.02), (0.42, -0.02), (0.53, 0.22), (0.36, 0.155), (0.1, 0.115), (-0.2, 0.11)]), hull
    )
    ink.shape(at([(-0.487, 0.04), (-0.46, -0.02), (0.42, -0.02), (0.445, 0.03)]), trim)
    ink.line(at([(-0.5, 0.133), (-0.2, 0.113), (0.1, 0.12), (0.36, 0.16), (0.53, 0.224)]), size * 0.011, house)
    ink.shape(at([(-0.02, 0.11), (-0.02, 0.27), (0.2, 0.27), (0.225, 0.13)]), house)
    ink.shape(at([(-0.045, 0.265), (-0.045, 0.29), (0.225, 0.29), (0.225, 0.265)]), hull)
    ink.box(*box(at([(0.015, 0.245), (0.185, 0.19)])), "#26303a")
    ink.shape(at([(-0.3, 0.11), (-0.3, 0.155), (-0.08, 0.155), (-0.08, 0.11)]), hull)
    ink.line(at([(0.08, 0.28), (0.075, 0.66)]), size * 0.012, hull)
    ink.line(at([(-0.27, 0.11), (-0.27, 0.5)]), size * 0.014, hull)
    ink.line(at([(-0.27, 0.2), (-0.52, 0.42)]), size * 0.009, hull)
    for far in ((0.52, 0.23), (-0.49, 0.14), (-0.27, 0.49)):
        ink.line(at([(0.075, 0.65), far]), size * 0.0035, hull)
    ink.line(at([(0.01, 0.29), (0.01, 0.36)]), size * 0.018, trim)
    if lights is not None:
        lights.box(*box(at([(0.02, 0.24), (0.18, 0.195)])), lamp)
        lights.oval(*at([(0.075, 0.66)])[0], size * 0.008, size * 0.008, "#fff0d0")


def box(pair):
    """Returns two corners as left, top, right, low."""
    (ax, ay), (bx, by) = pair
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def yacht(ink, x, y, size, lean=0.0, sail="#f3efe6", other="#e2dccf", hull="#2b3440", way=1, shade="#c9c4ba"):
    """Draws a sailing boat with main and jib; `size` is the height of its mast."""

    def at(points):
        out = []
        for px, py in points:
            sx = px * np.cos(lean) + py * np.sin(lean)
            out.append((x + way * sx * size, y - (py * np.cos(lean) - px * np.sin(lean) * 0.4) * size))
        return out

    ink.shape(at([(-0.3, 0.06), (-0.25, -0.02), (0.25, -0.02), (0.38, 0.075), (0.0, 0.05)]), hull)
    ink.line(at([(0.0, 0.03), (0.0, 1.0)]), size * 0.012, hull)
    ink.blob(
        at([(-0.012, 0.97), (-0.08, 0.6), (-0.2, 0.26), (-0.30, 0.13), (-0.16, 0.125), (-0.012, 0.13), (-0.012, 0.5)]),
        sail,
    )
    ink.shape(at([(-0.012, 0.13), (-0.29, 0.13), (-0.22, 0.24), (-0.012, 0.3)]), shade)
    ink.blob(at([(0.02, 0.86), (0.16, 0.5), (0.34, 0.12), (0.2, 0.13), (0.05, 0.17), (0.055, 0.5)]), other)
    ink.line(at([(-0.31, 0.125), (0.0, 0.12)]), size * 0.012, hull)


def person(ink, x, base, tall, dice, coat=None, skin="#8a6a58", way=None, bag=True, umbrella=None, legs="#15161a"):
    """Draws a standing or walking figure."""
    coat = coat or ("#23262e", "#31323a", "#3c2c2c", "#27333a", "#42392f", "#1c1d22")[int(dice.random() * 6)]
    way = way or (1 if dice.random() < 0.5 else -1)
    stride = tall * (0.02 + 0.09 * dice.random())
    hip, shoulder = base - tall * 0.47, base - tall * 0.82
    ink.line([(x - tall * 0.03, hip), (x - stride, base)], tall * 0.062, legs)
    ink.line([(x + tall * 0.03, hip), (x + stride, base)], tall * 0.062, legs)
    hem = base - tall * (0.30 + 0.14 * dice.random())
    wide = tall * (0.105 + 0.03 * dice.random())
    ink.blob(
        [
            (x - wide * 0.95, shoulder + tall * 0.03),
            (x, shoulder - tall * 0.025),
            (x + wide * 0.95, shoulder + tall * 0.03),
            (x + wide * 0.9, hip),
            (x + wide * 1.05, hem),
            (x, hem + tall * 0.01),
            (x - wide * 1.05, hem),
            (x - wide * 0.9, hip),
        ],
        coat,
    )
    ink.line(
        [(x + way * wide * 0.8, shoulder + tall * 0.05), (x + way * wide * 1.25, hip + tall * 0.02)], tall * 0.055, coat
    )
    ink.oval(x + way * tall * 0.008, base - tall * 0.91, tall * 0.056, tall * 0.072, skin)
    ink.oval(x - way * tall * 0.006, base - tall * 0.935, tall * 0.06, tall * 0.055, blend(coat, "#151010", 0.6))
    if bag and dice.random() < 0.35:
        ink.box(
            x + way * wide * 1.25 - tall * 0.05,
            hip + tall * 0.01,
            x + way * wide * 1.25 + tall * 0.05,
            hip + tall * 0.16,
            "#3a2a20",
        )
    if umbrella:
        hold = x + way * tall * 0.12
        ink.line([(hold, base - tall * 0.6), (hold, base - tall * 1.12)], tall * 0.014, legs)
        dome = [
            (hold + tall * 0.34 * np.cos(t), base - tall * 0.98 - tall * 0.2 * np.sin(t))
            for t in np.linspace(0, np.pi, 20)
        ]
        ink.shape(dome, umbrella)


def gull(ink, x, y, size, bend=0.4, colour="#2a2c33", tilt=0.0):
    """Draws a gull on the wing."""
    for side in (-1, 1):
        tip = (x + side * size, y - size * (bend * 0.5) + side * tilt * size)
        elbow = (x + side * size * 0.5, y - size * bend + side * tilt * size * 0.5)
        ink.curve([(x, y), elbow, tip], max(1.0, size * 0.12), colour)
    ink.oval(x, y + size * 0.02, size * 0.16, size * 0.08, colour)


def lamp_post(ink, x, base, tall, colour="#15161b"):
    """Draws a quay lantern; returns the place of its light."""
    ink.line([(x, base), (x, base - tall * 0.86)], tall * 0.03, colour)
    ink.box(x - tall * 0.035, base - tall * 0.08, x + tall * 0.035, base, colour)
    ink.shape(
        [
            (x - tall * 0.055, base - tall * 0.97),
            (x + tall * 0.055, base - tall * 0.97),
            (x + tall * 0.035, base - tall * 0.86),
            (x - tall * 0.035, base - tall * 0.86),
        ],
        "#ffe0a0",
    )
    ink.shape(
        [(x - tall * 0.07, base - tall * 0.965), (x, base - tall * 1.03), (x + tall * 0.07, base - tall * 0.965)],
        colour,
    )
    return x, base - tall * 0.91


def tree(ink, x, base, tall, dice, colour="#1d2a22", lit=None, side=1, leaves=90):
    """Draws a broad tree as a cloud of leaves on a trunk, `lit` on the side of the light."""
    ink.line([(x, base), (x, base - tall * 0.5)], tall * 0.06, blend(colour, "#120d0a", 0.5))
    cloud = []
    for _ in range(leaves):
        angle, far = dice.random() * 2 * np.pi, dice.random() ** 0.5
        cloud.append((np.cos(angle) * far, np.sin(angle) * far, dice.random()))
    for right, down, luck in sorted(cloud, key=lambda leaf: side * leaf[0] - leaf[1]):
        size = tall * (0.035 + 0.05 * luck) * (1.3 - 0.5 * np.hypot(right, down))
        share = np.clip(0.5 + 0.4 * side * right - 0.5 * down + 0.5 * (luck - 0.5), 0, 1)
        tint = blend(colour, lit, float(share)) if lit else colour
        ink.oval(x + right * tall * 0.34, base - tall * 0.62 + down * tall * 0.3, size, size * 0.85, tint)


def bare_tree(ink, x, base, tall, dice, colour="#23262c"):
    """Draws a tree without leaves."""

    def branch(px, py, angle, long, thick, depth):
        qx, qy = px + np.cos(angle) * long, py - np.sin(angle) * long
        ink.line([(px, py), (qx, qy)], thick, colour)
        if depth:
            for _ in range(3 if depth > 2 else 2):
                branch(
                    qx,
                    qy,
                    angle + (dice.random() - 0.5) * 1.3,
                    long * (0.6 + 0.25 * dice.random()),
                    thick * 0.62,
                    depth - 1,
                )

    branch(x, base, np.pi / 2, tall * 0.3, max(1.0, tall * 0.035), 5)
