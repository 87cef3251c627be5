"""Beards, short hair and wrinkles for the portraits."""

import numpy as np

from brush.colour import blend
from brush.noise import smooth


def beard(face, full):
    """Draws a beard along the jaw."""
    x, y, w = face.x, face.y, face.wide
    lip = y + 96
    face.layer(
        lambda ink: ink.blob(
            [
                (x - w * 0.99, y + 10),
                (x - w * 0.78, y + 60),
                (x - 60, lip - 4),
                (x, lip - 10),
                (x + 60, lip - 4),
                (x + w * 0.78, y + 60),
                (x + w * 0.99, y + 10),
                (x + w * 0.98, y + 80),
                (x + w * 0.78, y + 150 + 8 * full),
                (x + w * 0.34, y + 190 + 16 * full),
                (x - w * 0.34, y + 190 + 16 * full),
                (x - w * 0.78, y + 150 + 8 * full),
                (x - w * 0.98, y + 80),
            ],
            face.hair,
        ),
        opacity=0.93,
    )
    face.layer(
        lambda ink: ink.blob(
            [(x - 46, y + 118), (x, y + 108), (x + 46, y + 118), (x + 30, y + 150), (x, y + 156), (x - 30, y + 150)],
            face.skin,
        ),
        opacity=0.9,
    )
    lines = []
    for _ in range(90):
        px = x + (face.dice.random() - 0.5) * w * 1.8
        py = y + 60 + face.dice.random() * 130
        lines.append(([(px, py), (px + (px - x) * 0.04, py + 12), (px + (px - x) * 0.05, py + 24)], 2))
    area = (
        smooth(0.02, 0.5, face.mask)
        * (face.plate.y > y + 30)
        * ((np.abs(face.plate.x - x) > 50) | (face.plate.y > y + 160))
    )
    face.strands(area, blend(face.hair, "#f0d0b0", 0.3), lines, 0.35)


def short_hair(face, height, part):
    """Draws short hair with a parting."""
    x, y, w = face.x, face.y, face.wide
    lean = part * w
    face.layer(
        lambda ink: ink.blob(
            [
                (x - w - 10, y + 6),
                (x - w - 14, y - 90),
                (x - w * 0.8, y - 178 - height * 0.4),
                (x - lean * 0.3, y - 196 - height),
                (x + w * 0.8, y - 178 - height * 0.4),
                (x + w + 14, y - 90),
                (x + w + 10, y + 6),
                (x + w - 10, y - 50),
                (x + w * 0.78, y - 108),
                (x + lean, y - 132),
                (x - w * 0.5, y - 104),
                (x - w * 0.84, y - 84),
                (x - w + 10, y - 50),
            ],
            face.hair,
        )
    )
    lines = []
    for k in range(26):
        t = k / 25
        lines.append(
            (
                [
                    (x + lean + (t - 0.5) * 30, y - 180 - height * 0.7),
                    (x - w * 0.9 + 1.8 * w * t, y - 160 - height * 0.2 * (1 - abs(t - 0.5))),
                    (x - w * 0.98 + 1.96 * w * t, y - 112 + 36 * abs(t - 0.5)),
                ],
                3,
            )
        )
    face.strands(face.plate.y < y - 96, blend(face.hair, "#f2c9a0", 0.28), lines, 0.45)


def wrinkles(face):
    """Draws the lines that years leave."""
    x, y = face.x, face.y
    lines = [([(x + s * 92, y + 6 + 9 * k), (x + s * 108, y + 2 + 13 * k)], 2.4) for k in range(3) for s in (-1, 1)]
    lines += [([(x + s * 34, y + 82), (x + s * 58, y + 108), (x + s * 62, y + 136)], 3) for s in (-1, 1)]
    lines += [([(x - 54, y - 92 - 16 * k), (x, y - 98 - 16 * k), (x + 54, y - 92 - 16 * k)], 2.2) for k in range(2)]
    face.strands(1.0, face.dark, lines, 0.6)
