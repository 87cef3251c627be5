"""The portrait of the Spanish edition."""

import numpy as np

from brush.colour import blend
from scenes.faces import Face


def lucia():
    """Lucía: a straight black fringe, a long plait, a yellow raincoat."""
    face = Face(
        207,
        ("#355a8c", "#7fa3cc"),
        "#b57a4f",
        "#14101a",
        ("#e3b52c", "#f4efe2", "#b88a1a"),
        jaw=0.66,
        wide=124,
        brows=(8, 12, 44),
        lips="#a33c3c",
        mouth="open",
        lash=6,
        tilt=6,
    )
    face.backdrop()
    x, y = face.x, face.y
    face.layer(
        lambda ink: ink.blob(
            [
                (x, y - 222),
                (x + 140, y - 176),
                (x + 166, y - 20),
                (x + 150, y + 150),
                (x + 60, y + 230),
                (x - 60, y + 230),
                (x - 152, y + 160),
                (x - 166, y - 20),
                (x - 140, y - 176),
            ],
            face.hair,
        )
    )
    face.shoulders()
    face.head()
    face.features()
    face.layer(
        lambda ink: ink.blob(
            [
                (x, y - 230),
                (x + 112, y - 196),
                (x + 164, y - 70),
                (x + 160, y + 100),
                (x + 124, y + 110),
                (x + 122, y - 30),
                (x + 100, y - 66),
                (x, y - 62),
                (x - 100, y - 66),
                (x - 122, y - 30),
                (x - 124, y + 110),
                (x - 160, y + 100),
                (x - 164, y - 70),
                (x - 112, y - 196),
            ],
            face.hair,
        )
    )
    lines = [
        ([(x + (k - 9) * 3, y - 226), (x + (k - 9) * 11, y - 150), (x + (k - 9) * 12.2, y - 70)], 2.4)
        for k in range(19)
    ]
    face.strands(1.0, "#4a4262", lines, 0.55)

    def plait(ink):
        for k in range(11):
            px, py = x - 150 - 10 * np.sin(k / 3), y + 110 + 38 * k
            ink.blob([(px - 34, py - 20), (px + 6, py - 26), (px + 30, py + 10), (px - 4, py + 30)], face.hair)
            ink.blob(
                [(px + 36, py - 6), (px - 2, py - 12), (px - 28, py + 24), (px + 8, py + 42)],
                blend(face.hair, "#4a4262", 0.45),
            )

    face.layer(plait)
    return face.finished()


PICTURES = {"portrait-lucia": lucia}
