"""The portraits of the Arabic and Russian editions."""

import numpy as np

from brush.colour import blend
from brush.noise import smooth
from brush.plate import Ink
from scenes.faces import Face
from scenes.hair import beard, short_hair, wrinkles


def salma():
    """Salma Karim: a plum headscarf, a cream coat."""
    face = Face(
        205,
        ("#7fa6a0", "#b5cfc4"),
        "#d2a17a",
        "#2a1c18",
        ("#d9ccb4", "#5c3354", "#b7a88c"),
        ears=False,
        jaw=0.68,
        wide=122,
        collar="none",
        brows=(9, 16, 46),
        brow="#2a1a14",
        lips="#a8484a",
        lash=6.5,
        tilt=5,
    )
    face.backdrop()
    x, y, scarf = face.x, face.y, "#6a3a60"
    deep, pale = blend(scarf, "#1c0a1c", 0.4), blend(scarf, "#e6c6d8", 0.28)
    face.layer(
        lambda ink: ink.blob(
            [
                (x, y - 250),
                (x + 140, y - 206),
                (x + 186, y - 60),
                (x + 190, y + 100),
                (x + 220, y + 290),
                (x, y + 330),
                (x - 220, y + 290),
                (x - 190, y + 100),
                (x - 186, y - 60),
                (x - 140, y - 206),
            ],
            deep,
        )
    )
    face.shoulders()
    face.head()
    face.features()

    def cloth(ink):
        outer = [
            (x, y - 250),
            (x + 140, y - 206),
            (x + 184, y - 60),
            (x + 178, y + 90),
            (x + 196, y + 250),
            (x + 120, y + 370),
            (x, y + 400),
            (x - 130, y + 370),
            (x - 210, y + 250),
            (x - 180, y + 90),
            (x - 184, y - 60),
            (x - 140, y - 206),
        ]
        ink.blob(outer, scarf)

    def opening(ink):
        ink.blob(
            [
                (x, y - 146),
                (x + 82, y - 118),
                (x + 112, y - 30),
                (x + 106, y + 70),
                (x + 72, y + 146),
                (x, y + 182),
                (x - 72, y + 146),
                (x - 106, y + 70),
                (x - 112, y - 30),
                (x - 82, y - 118),
            ]
        )

    bare = face.plate.px.copy()
    face.layer(cloth)
    folds = [
        (
            [
                (x - 150, y + 60 + 34 * k),
                (x - 40, y + 190 + 40 * k),
                (x + 100, y + 150 + 46 * k),
                (x + 180, y + 60 + 40 * k),
            ],
            7,
        )
        for k in range(5)
    ]
    folds += [
        (
            [
                (x - 60 + 24 * k, y - 246 + abs(k - 2) * 6),
                (x + 60 + 26 * k, y - 170),
                (x + 130 + 12 * k, y - 20),
                (x + 128 + 10 * k, y + 120),
            ],
            5,
        )
        for k in range(4)
    ]
    face.strands(1.0, deep, folds, 0.55)
    face.strands(1.0, pale, [([(px - 5, py - 8) for px, py in line], 3) for line, _ in folds], 0.45)

    window = Ink(face.plate)
    opening(window)
    hole = window.mask()
    face.plate.px += (bare - face.plate.px) * hole[..., None]
    rim = np.clip(window.mask(9) * 2 - 0.35, 0, 1) * hole
    face.plate.shade((1 - rim) * hole * 0.3, "#5a2030")
    face.layer(lambda ink: (ink.oval(x + 96, y + 232, 11, 11, "#d8b25c"), ink.oval(x + 96, y + 232, 5, 5, "#fff0c8")))
    return face.finished()


def yusuf():
    """Yusuf Nader: black hair, a full short beard, a mustard jumper."""
    face = Face(
        206,
        ("#b5532f", "#d98552"),
        "#b98158",
        "#1b1413",
        ("#c39a35", "#c39a35", "#e0b957"),
        collar="round",
        jaw=0.76,
        wide=132,
        nose=28,
        brows=(12, 12, 42),
        mouth="open",
        lips="#8a3f38",
        lash=5.5,
    )
    face.backdrop()
    face.shoulders()
    face.head()
    beard(face, full=1.0)
    face.features()
    short_hair(face, 44, part=0.3)
    return face.finished()


def dmitri():
    """Dmitri: an old man with a moustache, a flat cap, a heavy navy jumper."""
    face = Face(
        208,
        ("#5c6b4a", "#94a27a"),
        "#e3b094",
        "#c9c4bc",
        ("#26303f", "#34425a", "#34425a"),
        collar="roll",
        jaw=0.78,
        wide=136,
        nose=32,
        brows=(14, 8, 40),
        brow="#b8b2aa",
        eye="#50707c",
        mouth="flat",
        lash=4,
    )
    face.backdrop()
    x, y = face.x, face.y
    face.layer(
        lambda ink: [
            ink.blob(
                [(x + s * 118, y - 110), (x + s * 158, y - 70), (x + s * 156, y + 20), (x + s * 128, y + 40)], face.hair
            )
            for s in (-1, 1)
        ]
    )
    face.shoulders()
    face.head()
    face.features()
    wrinkles(face)
    face.layer(
        lambda ink: ink.blob(
            [
                (x, y + 92),
                (x + 40, y + 86),
                (x + 88, y + 116),
                (x + 96, y + 138),
                (x + 52, y + 126),
                (x, y + 116),
                (x - 52, y + 126),
                (x - 96, y + 138),
                (x - 88, y + 116),
                (x - 40, y + 86),
            ],
            face.hair,
        )
    )
    lines = [
        ([(x + s * (6 + k * 9), y + 94), (x + s * (12 + k * 10), y + 108), (x + s * (16 + k * 11), y + 124)], 2.4)
        for k in range(7)
        for s in (-1, 1)
    ]
    face.strands(1.0, "#8d867e", lines, 0.6)
    cap = "#4a4640"
    face.layer(
        lambda ink: ink.blob(
            [
                (x - 168, y - 92),
                (x - 170, y - 170),
                (x - 90, y - 236),
                (x + 30, y - 248),
                (x + 140, y - 214),
                (x + 178, y - 130),
                (x + 164, y - 84),
                (x, y - 112),
            ],
            cap,
        )
    )
    face.layer(
        lambda ink: ink.blob(
            [
                (x - 150, y - 104),
                (x - 20, y - 134),
                (x + 120, y - 116),
                (x + 176, y - 84),
                (x + 110, y - 74),
                (x - 20, y - 88),
                (x - 138, y - 74),
            ],
            blend(cap, "#000000", 0.45),
        )
    )
    weave = [([(x - 160 + 22 * k, y - 100), (x - 90 + 18 * k, y - 236 + abs(k - 6) * 6)], 2) for k in range(14)]
    weave += [([(x - 164, y - 110 - 26 * k), (x, y - 140 - 24 * k), (x + 168, y - 110 - 22 * k)], 2) for k in range(4)]
    top = (
        smooth(y - 84, y - 92, face.plate.y) * (np.abs(face.plate.x - x) < 165) * smooth(y - 236, y - 224, face.plate.y)
    )
    face.strands(top, "#8a8478", weave, 0.35)
    return face.finished()


PICTURES = {"portrait-salma": salma, "portrait-yusuf": yusuf, "portrait-dmitri": dmitri}
