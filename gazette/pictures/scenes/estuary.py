"""The map of the estuary."""

import numpy as np
from scipy import ndimage

from brush.colour import ramp
from brush.finish import finish
from brush.noise import chance, fractal, smooth
from brush.paper import INK, figures
from brush.plate import Ink, Plate, spline

RIVER = [
    (1830, 60),
    (1600, 150),
    (1420, 300),
    (1290, 340),
    (1180, 470),
    (1050, 520),
    (960, 600),
    (860, 640),
    (740, 700),
    (560, 760),
    (300, 800),
    (-60, 830),
]


def near_line(plate, points):
    """Returns for each pixel how far a curve is, and how far along it the nearest place lies."""
    curve = np.array(spline(points, closed=False, steps=10))
    far = np.full(plate.px.shape[:2], 1e9, np.float32)
    along = np.zeros_like(far)
    for k, (a, b) in enumerate(zip(curve, curve[1:])):
        ab = b - a
        t = np.clip(((plate.x - a[0]) * ab[0] + (plate.y - a[1]) * ab[1]) / max(ab @ ab, 1e-6), 0, 1)
        here = np.hypot(plate.x - a[0] - t * ab[0], plate.y - a[1] - t * ab[1])
        closer = here < far
        far = np.where(closer, here, far)
        along = np.where(closer, (k + t) / (len(curve) - 1), along)
    return far, along


def land(plate):
    """Returns the height of the land in metres; below 0 is water."""
    far, along = near_line(plate, RIVER)
    wide = 16 + 190 * smooth(0.45, 0.98, along) ** 1.6
    wob = fractal(plate.x / 150, plate.y / 150, 5, 0.55, 3)
    shore = far - wide * (1 + 0.5 * wob)
    hills = 62 * smooth(20, 420, shore) * (0.9 + 0.9 * fractal(plate.x / 330, plate.y / 330, 5, 0.52, 7))
    coast = plate.x - 190 - 70 * fractal(plate.y / 170, plate.y * 0 + 2, 5, 0.55, 5) - 100 * np.sin(plate.y / 260)
    ground = np.minimum(shore / 9, coast / 9)
    return (
        np.where(ground > 0, np.minimum(ground, 5) + hills * smooth(0, 60, coast), np.maximum(ground * 1.1, -24)),
        shore,
        coast,
    )


def map_estuary():
    """The estuary: depths, heights, the town, the wall, the marsh; water of the flood hatched."""
    plate, dice = Plate(), chance(120)
    height, shore, coast = land(plate)
    tint = ramp(
        height,
        [
            (-24, "#8fb4cc"),
            (-8, "#b5d2df"),
            (-1, "#d3e6ea"),
            (0, "#e9e3c8"),
            (6, "#e6e0bd"),
            (25, "#d3d6a8"),
            (60, "#c3c397"),
            (110, "#c9b592"),
        ],
    )
    dx, dy = ndimage.sobel(height, 1), ndimage.sobel(height, 0)
    relief = np.clip(1 + np.where(height > 0, (-dx - dy) * 0.018, 0), 0.72, 1.2)
    plate.px[:] = tint * relief[..., None]
    for step, wide, opacity in ((10, 0.75, 0.28), (50, 1.3, 0.4)):
        slope = np.hypot(dx, dy) / 8 + 1e-3
        off = np.abs((height / step + 0.5) % 1 - 0.5) * step / slope
        plate.over(smooth(wide + 0.5, wide - 0.4, off) * (height > 6) * opacity, "#7a6a45")
    for level in (-4, -10, -18):
        slope = np.hypot(dx, dy) / 8 + 1e-3
        plate.over(smooth(1.4, 0.5, np.abs(height - level) / slope) * 0.35, "#4a7f9c")
    edge = ndimage.gaussian_filter((height > 0).astype(np.float32), 0.8)
    plate.over(np.clip(1 - np.abs(edge - 0.5) * 2.6, 0, 1), "#3d5a6a")
    low = (height > 0) & (height < 4.6) & (plate.x > 560) & (plate.x < 1330) & (shore < 60)
    hatch = smooth(0.62, 0.8, np.abs(((plate.x + plate.y) / 9) % 2 - 1))
    low = low * smooth(560, 680, plate.x) * smooth(1330, 1230, plate.x)
    plate.over(low * (0.25 + 0.55 * hatch), "#2f6fa8")
    _streets(plate, height, dice)
    _signs(plate)
    return finish(plate, 31, grain=0.004, vignette=0.06)


def _streets(plate, height, dice):
    ink, house = Ink(plate), Ink(plate)
    for points, wide in (
        ([(1810, 250), (1560, 330), (1400, 480), (1210, 560), (1010, 690), (880, 760), (760, 900), (700, 1210)], 5),
        ([(1010, 690), (900, 560), (850, 420), (900, 240), (840, -10)], 4),
        ([(880, 760), (1100, 860), (1400, 900), (1810, 860)], 4),
    ):
        ink.line(spline(points, closed=False), wide + 3, "#8a7a5c")
        ink.line(spline(points, closed=False), wide, "#fdf6e0")
    track = spline([(1810, 420), (1500, 470), (1300, 600), (1130, 680), (1000, 740)], closed=False)
    ink.line(track, 3.2, "#2b2b2b")
    for (ax, ay), (bx, by) in zip(track[::2], track[1::2]):
        nx, ny = by - ay, ax - bx
        long = max(np.hypot(nx, ny), 1e-6)
        ink.line([(ax + nx / long * 6, ay + ny / long * 6), (ax - nx / long * 6, ay - ny / long * 6)], 1.6, "#2b2b2b")
    placed = 0
    while placed < 620:
        angle, far = dice.random() * 6.283, dice.random() ** 0.7
        x, y = 930 + np.cos(angle) * 250 * far, 740 + np.sin(angle) * 170 * far
        if height[int(np.clip(y, 0, 1199)), int(np.clip(x, 0, 1799))] < 1.2:
            continue
        size, turn = 4 + 5 * dice.random(), 0.5 + 0.4 * np.sin(x / 90)
        corners = [
            (x + size * (a * np.cos(turn) - b * np.sin(turn)), y + size * (a * np.sin(turn) + b * np.cos(turn)))
            for a, b in ((-1, -0.7), (1, -0.7), (1, 0.7), (-1, 0.7))
        ]
        house.shape(corners, "#a8584a" if placed % 11 else "#5a3a34")
        placed += 1
    ink.stamp()
    house.stamp(opacity=0.85)
    marsh = Ink(plate)
    for _ in range(150):
        x, y = 480 + 190 * dice.random(), 850 + 130 * dice.random()
        if 0 < height[int(y), int(x)] < 40:
            for lean in (-4, 0, 4):
                marsh.line([(x, y), (x + lean, y - 9)], 1.5, "#3f7a5a")
            marsh.line([(x - 8, y + 1), (x + 8, y + 1)], 1.2, "#3f7a9a")
    marsh.stamp()


def _signs(plate):
    ink = Ink(plate)
    wall = spline([(700, 742), (770, 722), (850, 684), (930, 640), (975, 622)], closed=False)
    ink.line(wall, 9, "#ffffff")
    ink.line(wall, 6, "#c23b2e")
    for x, y in ((820, 650), (1150, 500), (1420, 318)):
        ink.box(x - 3, y - 46, x + 3, y + 40, "#2b2b2b")
    places = ((930, 700), (575, 915), (360, 610), (1150, 545), (1520, 215))
    for x, y in places:
        ink.oval(x, y, 25, 25, "#ffffff")
        ink.oval(x, y, 22, 22, INK)
    ink.line([(120, 1110), (420, 1110)], 10, "#ffffff")
    ink.line([(120, 1110), (420, 1110)], 7, INK)
    ink.line([(220, 1110), (320, 1110)], 4, "#ffffff")
    for x in (120, 220, 320, 420):
        ink.line([(x, 1100), (x, 1120)], 3, INK)
    ink.shape([(150, 90), (176, 170), (150, 150), (124, 170)], INK)
    ink.shape([(150, 90), (150, 150), (124, 170)], "#ffffff")
    ink.oval(360, 570, 9, 9, "#f0c23c")
    for turn in np.linspace(0, 2 * np.pi, 9)[:-1]:
        ink.line(
            [(360 + 13 * np.cos(turn), 570 + 13 * np.sin(turn)), (360 + 22 * np.cos(turn), 570 + 22 * np.sin(turn))],
            2.5,
            "#d99a1c",
        )
    ink.stamp()
    figures(plate, [(str(k + 1), x, y - 1, 26) for k, (x, y) in enumerate(places)], "#ffffff")
    figures(plate, [("0", 120, 1144, 26), ("1", 220, 1144, 26), ("2", 320, 1144, 26), ("3 km", 420, 1144, 26)])
    figures(plate, [("18", 120, 720, 22), ("10", 300, 760, 22), ("4", 520, 735, 22)], "#33688a")


PICTURES = {"map-estuary": map_estuary}
