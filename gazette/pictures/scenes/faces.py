"""Portraits of the paper's people, as its illustrator would draw them: flat shapes, one light, one ground."""

import numpy as np
from scipy import ndimage

from brush.colour import blend
from brush.finish import finish
from brush.noise import chance, fractal, smooth
from brush.plate import Ink, Plate, spline
from scenes.features import Features


class Face(Features):
    """One portrait: the colours, and the shapes that tell people apart."""

    def __init__(self, seed, ground, skin, hair, cloth, **traits):
        self.plate, self.seed, self.dice = Plate(800, 1000), seed, chance(seed)
        self.ground, self.skin, self.hair, self.cloth = ground, skin, hair, cloth
        self.dark = blend(skin, "#3a1420", 0.34)
        self.blush = blend(skin, "#c8402f", 0.32)
        self.wide, self.jaw, self.lift = (traits.pop("wide", 132), traits.pop("jaw", 0.72), traits.pop("lift", 0))
        self.traits = traits
        self.x, self.y = 400, 430 + self.lift

    def outline(self, grow=0.0):
        """Returns the outline of the head."""
        x, y, w, jaw = self.x, self.y, self.wide + grow, self.jaw
        return [
            (x, y - 178 - grow),
            (x + w * 0.72, y - 140 - grow),
            (x + w, y - 30),
            (x + w * 0.95, y + 60),
            (x + w * jaw, y + 132 + grow * 0.6),
            (x + w * 0.3, y + 180 + grow),
            (x - w * 0.3, y + 180 + grow),
            (x - w * jaw, y + 132 + grow * 0.6),
            (x - w * 0.95, y + 60),
            (x - w, y - 30),
            (x - w * 0.72, y - 140 - grow),
        ]

    def layer(self, draw, **how):
        """Draws one layer of ink and stamps it."""
        ink = Ink(self.plate)
        draw(ink)
        ink.stamp(**how)
        return ink

    def backdrop(self):
        """Paints the ground: a colour, a large disc behind the head, a little paper."""
        plate, (one, other) = self.plate, self.ground
        plate.gradient([(0, one), (1000, blend(one, "#000000", 0.22))])
        far = np.hypot(plate.x - 470, plate.y - 400)
        plate.over(smooth(322, 319, far), other)
        paper = fractal(plate.x / 5, plate.y / 5, 3, 0.6, self.seed)
        plate.px *= (1 + 0.05 * paper)[..., None]

    def shoulders(self):
        """Draws neck, shirt and coat."""
        x, cloth = self.x, self.cloth
        slope = self.traits.get("slope", 0)
        body = [
            (40, 1020),
            (70, 860 + slope),
            (180, 770 + slope),
            (310, 722),
            (490, 722),
            (620, 770 + slope),
            (730, 860 + slope),
            (760, 1020),
        ]
        self.layer(lambda ink: ink.shape(spline(body, closed=False), cloth[0]))
        self.layer(
            lambda ink: (
                ink.shape(
                    [(x - 62, 560 + self.lift), (x + 62, 560 + self.lift), (x + 74, 740), (x, 800), (x - 74, 740)],
                    self.skin,
                )
            )
        )
        self.layer(
            lambda ink: ink.blob(
                [
                    (x - 62, 560 + self.lift),
                    (x + 62, 560 + self.lift),
                    (x + 66, 640 + self.lift),
                    (x + 10, 690 + self.lift),
                    (x - 50, 640 + self.lift),
                ],
                self.dark,
            ),
            opacity=0.75,
        )
        self.collar(self.traits.get("collar", "shirt"))

    def collar(self, kind):
        """Draws what is worn at the neck."""
        x, (coat, shirt, extra) = self.x, self.cloth
        if kind == "shirt":
            self.layer(
                lambda ink: (
                    ink.shape([(x - 80, 716), (x, 846), (x - 100, 880), (x - 150, 752)], shirt),
                    ink.shape([(x + 80, 716), (x, 846), (x + 100, 880), (x + 150, 752)], shirt),
                    ink.shape(
                        [(x - 110, 760), (x, 842), (x + 110, 760), (x + 70, 1020), (x - 70, 1020)],
                        blend(shirt, "#000000", 0.08),
                    ),
                )
            )
            self.layer(
                lambda ink: (
                    ink.line([(x - 80, 716), (x, 846), (x + 80, 716)], 3, blend(shirt, "#000000", 0.3)),
                    ink.line([(x, 846), (x, 1010)], 3, blend(shirt, "#000000", 0.25)),
                )
            )
            self.layer(
                lambda ink: (
                    ink.shape([(x - 150, 748), (x - 30, 1020), (x - 250, 1020)], coat),
                    ink.shape([(x + 150, 748), (x + 30, 1020), (x + 250, 1020)], coat),
                )
            )
            self.layer(
                lambda ink: (
                    ink.line([(x - 150, 748), (x - 32, 1020)], 5, extra),
                    ink.line([(x + 150, 748), (x + 32, 1020)], 5, extra),
                ),
                opacity=0.7,
            )
        elif kind == "roll":
            self.layer(
                lambda ink: ink.blob(
                    [(x - 92, 676), (x, 700), (x + 92, 676), (x + 112, 760), (x, 800), (x - 112, 760)], shirt
                )
            )
            self.layer(
                lambda ink: [
                    ink.curve(
                        [(x - 96 - k * 5, 700 + k * 26), (x, 726 + k * 26), (x + 96 + k * 5, 700 + k * 26)],
                        3,
                        blend(shirt, "#000000", 0.22),
                    )
                    for k in range(3)
                ]
            )
        elif kind == "round":
            self.layer(
                lambda ink: ink.blob(
                    [
                        (x - 108, 722),
                        (x - 60, 812),
                        (x, 836),
                        (x + 60, 812),
                        (x + 108, 722),
                        (x + 78, 700),
                        (x, 770),
                        (x - 78, 700),
                    ],
                    extra,
                )
            )
        elif kind == "scarf":
            self.layer(
                lambda ink: ink.blob(
                    [(x - 130, 690), (x, 740), (x + 130, 690), (x + 160, 790), (x + 20, 850), (x - 150, 800)], extra
                )
            )
            self.layer(
                lambda ink: (
                    ink.shape(
                        [(x + 20, 800), (x + 110, 780), (x + 130, 1010), (x + 40, 1010)], blend(extra, "#000000", 0.15)
                    ),
                    [ink.line([(x + 26 + k * 2, 850 + 48 * k), (x + 120, 838 + 48 * k)], 9, shirt) for k in range(4)],
                )
            )

    def head(self):
        """Draws ears, the head, and the shade on the side away from the light."""
        x, y, w = self.x, self.y, self.wide
        if self.traits.get("ears", True):
            self.layer(lambda ink: [ink.oval(x + side * (w + 4), y + 6, 24, 40, self.skin) for side in (-1, 1)])
            self.layer(
                lambda ink: [ink.oval(x + side * (w + 7), y + 8, 12, 24, self.dark) for side in (-1, 1)], opacity=0.6
            )
        head = Ink(self.plate)
        head.blob(self.outline(), self.skin)
        head.stamp()
        self.mask = head.mask()
        bend = 44 * np.sin((self.plate.y - y) / 150)
        side = smooth(x + 26, x + 44, self.plate.x + bend) * self.mask
        self.plate.over(side * 0.5, self.dark)
        for cheek in (-1, 1):
            far = np.hypot((self.plate.x - x - cheek * w * 0.56) / 46, (self.plate.y - y - 62) / 34)
            self.plate.over(np.exp(-(far**2)) * self.mask * 0.42, self.blush)

    def strands(self, area, colour, lines, opacity=0.5):
        """Draws strands over the hair."""

        def draw(ink):
            for points, width in lines:
                ink.curve(points, width, colour)

        ink = Ink(self.plate)
        draw(ink)
        tint, cover = ink.layers()
        self.plate.over(cover * area * opacity, tint)

    def finished(self):
        """Returns the portrait, softly lit from the upper left."""
        lamp = np.exp(-(((self.plate.x - 230) / 420) ** 2) - ((self.plate.y - 260) / 460) ** 2)
        self.plate.px *= (0.93 + 0.17 * lamp)[..., None]
        texture = ndimage.gaussian_filter(chance(self.seed).standard_normal((1000, 800)).astype(np.float32), 1.6)
        self.plate.px *= (1 + 0.055 * texture)[..., None]
        return finish(self.plate, self.seed, grain=0.012, vignette=0.2)
