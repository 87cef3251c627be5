"""Gasworks Park: the ground and who plays on it."""

import numpy as np

from brush.colour import light, ramp
from brush.noise import cell, fractal, smooth
from brush.plate import Ink
from brush.stage import Stage

HOME, GUEST = ("#2f6fb0", "#e8eef2", "#1d4a80"), ("#a8302c", "#d9c9a8", "#7a1f1f")


def crowd(along, high, seed, full, lamp, colours):
    """Returns how a stand is painted: seats in rows, people on most of them, aisles between blocks."""

    def paint(a, b, place, far):
        u, v = a * along / 0.55, b * high / 0.62
        col, row = np.floor(u), np.floor(v)
        fu, fv = u - col - 0.5, v - row
        luck, shirt, face = (cell(col, row, seed + k) for k in range(3))
        aisle = (col % 26) < 2
        there = (luck < full) & ~aisle
        step = ramp(np.clip(fv, 0, 1), [(0, "#4a4d52"), (0.8, "#6a6d70"), (1, "#2e3034")])
        seat = np.where(((np.abs(fu) < 0.38) & (fv > 0.15) & (fv < 0.7) & ~aisle)[:, None], light("#27527f"), step)
        palette = np.stack([light(c) for c in (*colours, "#22262c", "#4a4640", "#2c3440", "#6a5a4a", "#33302f")])
        coat = palette[(shirt * len(palette)).astype(int) % len(palette)]
        body = there & (np.abs(fu + 0.2 * (face - 0.5)) < 0.42 - 0.12 * (fv > 0.5)) & (fv < 0.66 + 0.1 * face)
        head = there & (np.hypot((fu + 0.2 * (face - 0.5)) / 0.22, (fv - 0.78 - 0.1 * face) / 0.2) < 1)
        skin = light("#8a6248") * (0.5 + 1.3 * cell(col, row, seed + 9))[:, None]
        tint = np.where(body[:, None], coat, seat)
        tint = np.where(head[:, None], skin, tint)
        return tint * light(lamp) * (0.55 + 0.6 * b)[:, None]

    return paint


def grass(lamp, wet, seed):
    """Returns how the pitch is painted: mown stripes and white lines."""

    def paint(a, b, place, far):
        x, z = (a - 0.5) * 125, b * 84 - 8
        stripe = np.floor((x + 52.5) / 5.25) % 2
        tint = ramp(
            stripe * 0.6 + 0.35 * fractal(x / 1.2, z / 1.2, 3, 0.6, seed) + 0.2,
            [(0, "#2c6a2b"), (0.5, "#3a7f34"), (1, "#4d963f")],
        )
        mud = smooth(0.15, 0.5, fractal(x / 7, z / 7, 4, 0.6, seed + 3) - np.hypot(x / 60, (z - 34) / 30) * 0.15 + 0.1)
        tint = tint + (light("#5a5235") - tint) * (mud * 0.35 * wet)[:, None]
        wide = 0.09 + far * 0.0006
        lines = np.minimum(np.abs(np.abs(x) - 52.5), 9)
        rail = np.minimum(np.abs(z), np.abs(z - 68))
        inside = (np.abs(x) <= 52.6) & (z >= -0.1) & (z <= 68.1)
        lines = np.minimum(lines, rail)
        lines = np.minimum(lines, np.abs(x))
        lines = np.minimum(lines, np.abs(np.hypot(x, z - 34) - 9.15))
        for deep, half in ((16.5, 20.15), (5.5, 9.16)):
            edge = np.abs(np.abs(x) - (52.5 - deep))
            side = np.abs(np.abs(z - 34) - half)
            lines = np.minimum(lines, np.where(np.abs(z - 34) < half, edge, 9))
            lines = np.minimum(lines, np.where(np.abs(x) > 52.5 - deep, side, 9))
        chalk = smooth(wide, wide * 0.4, lines) * inside
        tint = tint + (light("#e6eee6") - tint) * (chalk * 0.85)[:, None]
        fade = 0.75 + 0.35 * np.exp(-((x / 45) ** 2) - ((z - 34) / 30) ** 2)
        return tint * light(lamp) * fade[:, None]

    return paint


def boards(seed, lamp):
    """Returns how the boards round the pitch are painted: blocks of colour, no words."""

    def paint(a, b, place, far):
        block = np.floor(a * 16)
        pick = (cell(block, block * 0, seed) * 5).astype(int)
        palette = np.stack([light(c) for c in ("#e8e4da", "#1f4e86", "#c9452f", "#e3b23c", "#2b6a54")])
        tint = palette[pick]
        mark = np.abs((a * 16) % 1 - 0.5) + np.abs(b - 0.5) * 0.5 < 0.2 + 0.1 * (pick % 2)
        return np.where(mark[:, None], palette[(pick + 2) % 5], tint) * light(lamp)

    return paint


def ground(plate, lamp, seat_lamp, full, wet, seed):
    """Builds the ground: pitch, boards, a stand along the far side and a terrace at each end."""
    stage = Stage(plate.width, plate.height, (6, 15.5, -27), 1330, pitch=-0.13)
    stage.wall((-62.5, 0, -8), (125, 0, 0), (0, 0, 84), grass(lamp, wet, seed))
    stage.wall((-54, 0, 72.5), (108, 0, 0), (0, 1.0, 0), boards(seed, lamp))
    stage.wall((-57, 0, 72), (0, 0, -74), (0, 1.0, 0), boards(seed + 1, lamp))
    stage.wall((57, 0, -2), (0, 0, 74), (0, 1.0, 0), boards(seed + 2, lamp))
    stage.wall((-56, 1.2, 76), (112, 0, 0), (0, 10.5, 19), crowd(112, 21.7, seed, full, seat_lamp, HOME))
    stage.wall((-60, 1.2, 74), (0, 0, -76), (-15, 8.5, 0), crowd(76, 17.2, seed + 20, full, seat_lamp, HOME))
    stage.wall((60, 1.2, -2), (0, 0, 76), (15, 8.5, 0), crowd(76, 17.2, seed + 40, full * 0.9, seat_lamp, GUEST))
    dim = (
        lambda name, gain: lambda a, b, p, f: np.broadcast_to(light(name, gain), (len(a), 3)) * (0.7 + 0.5 * b)[:, None]
    )  # noqa: E731
    stage.wall((-58, 11.7, 95), (116, 0, 0), (0, 7.0, 0), dim("#2b3038", seat_lamp_gain(seat_lamp)))
    stage.wall((-59, 17.2, 79), (118, 0, 0), (0, 1.7, 17), dim("#39404a", seat_lamp_gain(seat_lamp) * 0.8))
    stage.wall((-59, 17.0, 79), (118, 0, 0), (0, 1.0, 0), dim("#22508a", seat_lamp_gain(seat_lamp)))
    for at in range(9):
        stage.wall((-56 + at * 14, 1.2, 80), (0.35, 0, 0), (0, 16, 0), dim("#1c2026", 0.8))
    stage.lay(plate)
    return stage


def seat_lamp_gain(lamp):
    """Returns how bright the lamps make a wall."""
    return float(light(lamp).mean())


def goals_and_players(plate, stage, dice, lamp, shadow):
    """Draws goals, two teams and their shadows."""
    ink = Ink(plate)
    for way in (-1, 1):
        posts = [stage.spot((way * 52.5, up, z))[:2] for z, up in ((30.3, 0), (30.3, 2.44), (37.7, 2.44), (37.7, 0))]
        back = [stage.spot((way * 54.5, up, z))[:2] for z, up in ((30.3, 0), (30.3, 2.0), (37.7, 2.0), (37.7, 0))]
        for k in range(13):
            t = k / 12
            a = [posts[1][i] + (posts[2][i] - posts[1][i]) * t for i in (0, 1)]
            b = [back[1][i] + (back[2][i] - back[1][i]) * t for i in (0, 1)]
            c = [back[0][i] + (back[3][i] - back[0][i]) * t for i in (0, 1)]
            ink.line([a, b, c], 0.5, "#b9c0c4")
        ink.line(posts, 2.4, "#f4f6f6")
    ink.stamp(opacity=0.9)
    team = [
        (-46, 34, 2),
        (-20, 12, 0),
        (-24, 30, 0),
        (-18, 48, 0),
        (-2, 22, 0),
        (3, 40, 0),
        (14, 30, 0),
        (22, 17, 0),
        (20, 47, 0),
        (31, 36, 0),
        (-8, 58, 0),
        (50, 34, 3),
        (27, 20, 1),
        (35, 33, 1),
        (29, 45, 1),
        (9, 24, 1),
        (17, 34, 1),
        (-4, 47, 1),
        (-14, 36, 1),
        (33, 12, 1),
        (4, 12, 1),
        (24, 30, 4),
    ]
    kit = (
        ("#2f6fb0", "#f1f1ec"),
        ("#b5322c", "#b5322c"),
        ("#3fae5a", "#202020"),
        ("#e3b23c", "#202020"),
        ("#17181c", "#17181c"),
    )
    for x, z, side in sorted(team, key=lambda p: -p[1]):
        px, py, deep = stage.spot((x + 2 * dice.random(), 0, z + 2 * dice.random()))
        _player(plate, px, py, 1.82 * stage.focal / stage.fine / deep, kit[side], dice, lamp, shadow)
    bx, by, deep = stage.spot((18.6, 0.6, 28.5))
    plate.lamp(bx, by, 2.2, "#ffffff", 1.1, 3)


def _player(plate, x, y, tall, kit, dice, lamp, shadow):
    ink, dark = Ink(plate), Ink(plate)
    for dx, dy, share in shadow:
        dark.shape(
            [
                (x - tall * 0.06, y),
                (x + tall * 0.06, y),
                (x + dx * tall + tall * 0.05, y + dy * tall),
                (x + dx * tall - tall * 0.05, y + dy * tall),
            ],
            "#0a140c",
        )
        dark.stamp(blur=1.2, opacity=share)
        dark = Ink(plate)
    skin = ("#6a4630", "#c48f6c", "#e0b08c", "#8a5a3c")[int(dice.random() * 4)]
    lean, stride = tall * 0.1 * (dice.random() - 0.5), tall * (0.08 + 0.14 * dice.random())
    hip, top = (x + lean * 0.3, y - tall * 0.48), (x + lean, y - tall * 0.83)
    for way in (-1, 1):
        knee = (x + way * stride * 0.7, y - tall * 0.25)
        ink.line([hip, knee], tall * 0.085, skin)
        ink.line([knee, (x + way * stride, y - (tall * 0.1 if way > 0 else 0))], tall * 0.07, kit[0])
        ink.line(
            [
                (top[0] + way * tall * 0.09, top[1] + tall * 0.03),
                (x + lean + way * tall * 0.2, y - tall * (0.55 + 0.1 * dice.random())),
            ],
            tall * 0.06,
            skin,
        )
    ink.shape(
        [
            (hip[0] - tall * 0.1, hip[1] + tall * 0.08),
            (hip[0] + tall * 0.1, hip[1] + tall * 0.08),
            (hip[0] + tall * 0.075, hip[1] - tall * 0.08),
            (hip[0] - tall * 0.075, hip[1] - tall * 0.08),
        ],
        kit[1],
    )
    ink.blob(
        [
            (top[0] - tall * 0.13, top[1] + tall * 0.02),
            (top[0], top[1] - tall * 0.02),
            (top[0] + tall * 0.13, top[1] + tall * 0.02),
            (hip[0] + tall * 0.075, hip[1] - tall * 0.02),
            (hip[0] - tall * 0.075, hip[1] - tall * 0.02),
        ],
        kit[0],
    )
    ink.oval(top[0], top[1] - tall * 0.1, tall * 0.055, tall * 0.072, skin)
    ink.oval(top[0], top[1] - tall * 0.135, tall * 0.056, tall * 0.045, "#1d1612")
    ink.stamp(gain=lamp)


def gasholder(plate, x, base, wide, high, colour, haze, share):
    """Draws the frame of the gasholder that the park is named after."""
    ink = Ink(plate)
    for turn in np.linspace(0, 2 * np.pi, 17)[:-1]:
        px = x + np.cos(turn) * wide
        ink.line([(px, base), (px, base - high + np.sin(turn) * 8)], 3.4 if np.sin(turn) > 0 else 2.0, colour)
    for level in (0.32, 0.66, 1.0):
        ring = [
            (x + np.cos(t) * wide, base - high * level + np.sin(t) * 8 * level) for t in np.linspace(0, 2 * np.pi, 60)
        ]
        ink.line(ring, 3.0, colour)
    ink.box(x - wide + 5, base - high * 0.22, x + wide - 5, base, colour)
    ink.stamp(haze=haze, share=share)
