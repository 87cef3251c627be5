"""The portraits of the English edition."""

import numpy as np

from brush.colour import blend
from scenes.faces import Face
from scenes.hair import beard, short_hair, wrinkles


def ana():
    """Ana Ferreira: dark curls to the shoulder, a rust-red roll-neck."""
    face = Face(
        201,
        ("#d9a441", "#e8c57c"),
        "#c98d64",
        "#2a1a16",
        ("#7d3327", "#93402f", "#93402f"),
        collar="roll",
        mouth="open",
        brows=(9, 16, 48),
        jaw=0.68,
        wide=126,
    )
    face.backdrop()
    x, y, dice = face.x, face.y, face.dice

    def mass(ink):
        ink.blob(
            [
                (x, y - 232),
                (x + 150, y - 190),
                (x + 205, y - 40),
                (x + 220, y + 140),
                (x + 170, y + 270),
                (x, y + 250),
                (x - 170, y + 270),
                (x - 220, y + 140),
                (x - 205, y - 40),
                (x - 150, y - 190),
            ],
            face.hair,
        )
        for k in range(90):
            angle, far = k / 90 * 6.283, 0.92 + 0.14 * dice.random()
            ink.oval(
                x + np.cos(angle) * 208 * far,
                y + 24 + np.sin(angle) * 244 * far,
                30 + 14 * dice.random(),
                28 + 12 * dice.random(),
                face.hair,
            )

    face.layer(mass)
    face.shoulders()
    face.head()
    face.features()

    def fringe(ink):
        for k in range(46):
            t = k / 45
            angle = np.pi * (1.06 - 1.12 * t)
            reach = 0.93 + 0.16 * dice.random()
            ink.oval(
                x + np.cos(angle) * 142 * reach,
                y - 40 - np.sin(angle) * 150 * reach,
                30 + 10 * dice.random(),
                27 + 8 * dice.random(),
                face.hair,
            )

    face.layer(fringe)
    lines = []
    for _ in range(60):
        px, py = x + (dice.random() - 0.5) * 420, y - 210 + dice.random() * 440
        lines.append(([(px, py), (px + 16, py + 10), (px + 8, py + 28), (px - 8, py + 20)], 4))
    curls = face.plate.px.sum(axis=-1) < 0.12
    face.strands(curls, "#5a3a2c", lines, 0.55)
    face.layer(lambda ink: [ink.oval(x + s * 140, y + 74, 9, 9, "#e0b24a") for s in (-1, 1)])
    return face.finished()


def jonah():
    """Jonah Brandt: red-blond, a short beard, round glasses, a waxed coat."""
    face = Face(
        202,
        ("#2f5d62", "#4f8a86"),
        "#e8b592",
        "#b5622d",
        ("#3d4a34", "#e4dac4", "#5a6a4a"),
        jaw=0.78,
        wide=134,
        nose=27,
        mouth="closed",
        eye="#3f6a7a",
        lash=4,
    )
    face.backdrop()
    face.shoulders()
    face.head()
    beard(face, full=0.75)
    face.features()
    short_hair(face, 26, part=-0.35)
    face.glasses("#33261e")
    return face.finished()


def mireille():
    """Mireille Sand: a grey bob, heavy glasses, an ink-blue jacket."""
    face = Face(
        203,
        ("#8c3b4a", "#b8606a"),
        "#f0c7aa",
        "#b9b4ae",
        ("#22304a", "#efe8da", "#41547a"),
        jaw=0.7,
        wide=128,
        brows=(7, 12, 47),
        brow="#857d76",
        lips="#b23a40",
        eye="#4d6a56",
    )
    face.backdrop()
    x, y = face.x, face.y
    face.layer(
        lambda ink: ink.blob(
            [
                (x, y - 226),
                (x + 150, y - 180),
                (x + 188, y - 20),
                (x + 190, y + 130),
                (x + 120, y + 176),
                (x - 120, y + 176),
                (x - 190, y + 130),
                (x - 188, y - 20),
                (x - 150, y - 180),
            ],
            blend(face.hair, "#3a3038", 0.35),
        )
    )
    face.shoulders()
    face.head()
    face.features()
    face.layer(
        lambda ink: ink.blob(
            [
                (x - 20, y - 236),
                (x + 110, y - 206),
                (x + 178, y - 90),
                (x + 192, y + 60),
                (x + 184, y + 146),
                (x + 132, y + 150),
                (x + 126, y + 20),
                (x + 104, y - 70),
                (x + 10, y - 118),
                (x - 70, y - 92),
                (x - 118, y - 40),
                (x - 128, y + 40),
                (x - 134, y + 150),
                (x - 186, y + 146),
                (x - 194, y + 40),
                (x - 176, y - 96),
                (x - 110, y - 206),
            ],
            face.hair,
        )
    )
    lines = [
        (
            [
                (x - 40 + k * 4, y - 226 + abs(k) * 2),
                (x + 60 + k * 14, y - 150),
                (x + 118 + k * 7, y - 20),
                (x + 128 + k * 6, y + 140),
            ],
            3,
        )
        for k in range(9)
    ]
    lines += [
        (
            [
                (x - 40 - k * 6, y - 222 + k * 4),
                (x - 90 - k * 8, y - 130),
                (x - 132 - k * 6, y - 10),
                (x - 138 - k * 5, y + 140),
            ],
            3,
        )
        for k in range(8)
    ]
    face.strands(1.0, "#7f7878", lines, 0.6)
    face.glasses("#1d1a20", round_=False)
    face.layer(lambda ink: [ink.oval(x + s * 140, y + 118, 8, 12, "#c9483f") for s in (-1, 1)])
    return face.finished()


def edda():
    """Edda Lindqvist, the editor: white hair drawn back, a sea-green scarf."""
    face = Face(
        204,
        ("#28394f", "#56779a"),
        "#edc3a6",
        "#e6e1d8",
        ("#2b2f36", "#d9e2dc", "#3f8578"),
        jaw=0.7,
        wide=127,
        collar="scarf",
        brow="#a39a90",
        lips="#a8484a",
        eye="#47708a",
        brows=(6, 13, 46),
    )
    face.backdrop()
    x, y = face.x, face.y
    face.layer(
        lambda ink: (
            ink.oval(x + 26, y - 226, 74, 58, blend(face.hair, "#8a8078", 0.25)),
            ink.blob(
                [
                    (x, y - 224),
                    (x + 130, y - 168),
                    (x + 158, y - 20),
                    (x + 130, y + 70),
                    (x - 130, y + 70),
                    (x - 158, y - 20),
                    (x - 130, y - 168),
                ],
                face.hair,
            ),
        )
    )
    face.shoulders()
    face.head()
    face.features()
    wrinkles(face)
    face.layer(
        lambda ink: ink.blob(
            [
                (x - 4, y - 222),
                (x + 96, y - 190),
                (x + 146, y - 90),
                (x + 148, y + 6),
                (x + 122, y - 40),
                (x + 92, y - 108),
                (x + 6, y - 142),
                (x - 86, y - 106),
                (x - 118, y - 40),
                (x - 148, y + 6),
                (x - 148, y - 90),
                (x - 100, y - 190),
            ],
            face.hair,
        )
    )
    lines = [
        ([(x + s * (6 + 12 * k), y - 144 + 5 * k), (x + s * (20 + 13 * k), y - 196 + 5 * k), (x + 20, y - 226)], 2.6)
        for k in range(9)
        for s in (-1, 1)
    ]
    face.strands(1.0, "#a8a098", lines, 0.6)
    face.layer(lambda ink: [ink.oval(x + s * 135, y + 66, 8, 8, "#f1ede2") for s in (-1, 1)])
    return face.finished()


PICTURES = {"portrait-ana": ana, "portrait-jonah": jonah, "portrait-mireille": mireille, "portrait-edda": edda}
