"""Eyes, brows, nose, mouth and glasses of a portrait."""

import numpy as np

from brush.colour import blend


class Features:
    """What is drawn on the head of a `Face`."""

    def features(self):
        """Draws eyes, brows, nose and mouth."""
        x, y, traits = self.x, self.y, self.traits
        brow = traits.get("brow", blend(self.hair, "#000000", 0.25))
        eye, tilt, apart = traits.get("eye", "#3a2418"), traits.get("tilt", 0), self.wide * 0.43
        self.layer(
            lambda ink: [
                ink.blob(
                    [
                        (x + s * (apart - 31), y + 4),
                        (x + s * apart, y - 13),
                        (x + s * (apart + 31), y - tilt),
                        (x + s * apart, y + 14),
                    ],
                    "#f4ede2",
                )
                for s in (-1, 1)
            ]
        )
        self.layer(lambda ink: [ink.oval(x + s * apart + 3, y, 13.5, 14, eye) for s in (-1, 1)])
        self.layer(
            lambda ink: [
                (
                    ink.oval(x + s * apart + 3, y, 6.5, 7, "#120c0a"),
                    ink.oval(x + s * apart - 2, y - 5, 3.6, 3.6, "#ffffff"),
                )
                for s in (-1, 1)
            ]
        )
        lash = traits.get("lash", 5.0)
        lid = [(-34, 5), (-10, -9), (16, -7 - tilt), (36, -tilt)]
        self.layer(
            lambda ink: [
                ink.shape(
                    [
                        *[(x + s * (apart + dx), y + dy) for dx, dy in lid],
                        (x + s * (apart + 20), y - 22 - tilt),
                        (x + s * (apart - 14), y - 22),
                    ],
                    self.skin,
                )
                for s in (-1, 1)
            ]
        )
        self.layer(
            lambda ink: [
                ink.curve(
                    [
                        (x + s * (apart - 30), y - 8),
                        (x + s * (apart - 4), y - 21),
                        (x + s * (apart + 30), y - 10 - tilt),
                    ],
                    2.0,
                    self.dark,
                )
                for s in (-1, 1)
            ],
            opacity=0.8,
        )
        self.layer(
            lambda ink: [
                ink.curve([(x + s * (apart + dx), y + dy) for dx, dy in lid], lash, "#20120e") for s in (-1, 1)
            ]
        )
        self.layer(
            lambda ink: [
                ink.curve(
                    [(x + s * (apart - 28), y + 11), (x + s * apart, y + 17), (x + s * (apart + 28), y + 5)],
                    2.2,
                    self.dark,
                )
                for s in (-1, 1)
            ],
            opacity=0.8,
        )
        thick, arch, high = traits.get("brows", (9, 14, 46))
        self.layer(
            lambda ink: [
                ink.curve(
                    [
                        (x + s * (apart - 38), y - high + 8),
                        (x + s * apart, y - high - arch * 0.7),
                        (x + s * (apart + 42), y - high + 8),
                    ],
                    thick,
                    brow,
                )
                for s in (-1, 1)
            ]
        )
        nose = traits.get("nose", 24)
        self.layer(
            lambda ink: (
                ink.curve(
                    [
                        (x + 8, y - 6),
                        (x + 15, y + 40),
                        (x + nose + 2, y + 70),
                        (x + nose - 4, y + 82),
                        (x + 2, y + 88),
                        (x - nose * 0.62, y + 80),
                    ],
                    4.2,
                    self.dark,
                )
            )
        )
        self.plate.over(
            np.exp(-(((self.plate.x - x - 12) / 9) ** 2) - ((self.plate.y - y - 36) / 34) ** 2) * 0.35, self.dark
        )
        self.plate.over(
            np.exp(-(((self.plate.x - x + 4) / 9) ** 2) - ((self.plate.y - y - 62) / 12) ** 2) * 0.35,
            blend(self.skin, "#ffffff", 0.6),
        )
        self.mouth(traits.get("mouth", "closed"), traits.get("lips", blend(self.skin, "#a02a30", 0.5)))

    def mouth(self, kind, lips):
        """Draws the mouth."""
        x, y = self.x, self.y + 124
        if kind == "open":
            self.layer(
                lambda ink: ink.blob(
                    [
                        (x - 46, y - 8),
                        (x - 16, y - 13),
                        (x, y - 10),
                        (x + 16, y - 13),
                        (x + 46, y - 8),
                        (x + 26, y + 22),
                        (x, y + 29),
                        (x - 26, y + 22),
                    ],
                    lips,
                )
            )
            self.layer(
                lambda ink: ink.blob(
                    [(x - 37, y - 5), (x, y - 5), (x + 37, y - 5), (x + 20, y + 12), (x, y + 16), (x - 20, y + 12)],
                    "#fbf6ee",
                )
            )
            return
        self.layer(
            lambda ink: ink.blob(
                [
                    (x - 42, y),
                    (x - 14, y - 10),
                    (x, y - 6),
                    (x + 14, y - 10),
                    (x + 42, y),
                    (x + 20, y + 14),
                    (x, y + 18),
                    (x - 20, y + 14),
                ],
                lips,
            )
        )
        smile = 7 if kind == "closed" else 1
        self.layer(
            lambda ink: ink.curve(
                [(x - 46, y - smile), (x - 20, y + 2), (x, y + 2), (x + 20, y + 2), (x + 46, y - smile)],
                3.4,
                blend(lips, "#200808", 0.55),
            )
        )

    def glasses(self, colour, round_=True):
        """Draws glasses."""
        x, y, apart = self.x, self.y + 2, self.wide * 0.43

        def rim(ink, s):
            if round_:
                ring = [(x + s * apart + 46 * np.cos(t), y + 43 * np.sin(t)) for t in np.linspace(0, 2 * np.pi, 50)]
            else:
                ring = [
                    (x + s * apart + a, y + b)
                    for a, b in ((-46, -30), (46, -32), (42, 34), (-40, 34), (-46, -30), (46, -32))
                ]
            ink.line(ring, 6, colour)

        self.layer(lambda ink: [rim(ink, s) for s in (-1, 1)])
        self.layer(
            lambda ink: (
                ink.curve([(x - apart + 46, y - 6), (x, y - 16), (x + apart - 46, y - 6)], 6, colour),
                [
                    ink.line([(x + s * (apart + 46), y - 8), (x + s * (self.wide + 8), y - 14)], 5, colour)
                    for s in (-1, 1)
                ],
            )
        )
        self.layer(
            lambda ink: [
                ink.line([(x + s * apart - 22, y + 14), (x + s * apart + 2, y - 24)], 6, "#ffffff") for s in (-1, 1)
            ],
            opacity=0.22,
        )
