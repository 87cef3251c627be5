"""Maps: the estuary of the Ellery, and the way that Storm Hesper took."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from scipy import ndimage

from brush.colour import light, ramp
from brush.finish import finish
from brush.noise import chance, fractal, smooth
from brush.plate import Ink, Plate, spline

PAPER, INK = "#f4efe3", "#2b3440"


def figures(plate, marks, colour=INK):
    """Writes numbers on the plate: `(text, x, y, size)`, centred."""
    sheet = Image.new("L", (plate.width * 2, plate.height * 2), 0)
    pen = ImageDraw.Draw(sheet)
    for text, x, y, size in marks:
        pen.text((x * 2, y * 2), text, font=ImageFont.load_default(size * 2), fill=255, anchor="mm")
    plate.over(np.asarray(sheet.reduce(2), np.float32) / 255, colour)


RIVER = [(1830, 60), (1600, 150), (1420, 300), (1290, 340), (1180, 470), (1050, 520), (960, 600), (860, 640), (740, 700), (560, 760), (300, 800), (-60, 830)]


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
    return np.where(ground > 0, np.minimum(ground, 5) + hills * smooth(0, 60, coast), np.maximum(ground * 1.1, -24)), shore, coast


def map_estuary():
    """The estuary: depths, heights, the town, the wall, the marsh; water of the flood hatched."""
    plate, dice = Plate(), chance(120)
    height, shore, coast = land(plate)
    tint = ramp(height, [(-24, "#8fb4cc"), (-8, "#b5d2df"), (-1, "#d3e6ea"), (0, "#e9e3c8"), (6, "#e6e0bd"), (25, "#d3d6a8"), (60, "#c3c397"), (110, "#c9b592")])
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
    for points, wide in (([(1810, 250), (1560, 330), (1400, 480), (1210, 560), (1010, 690), (880, 760), (760, 900), (700, 1210)], 5),
                         ([(1010, 690), (900, 560), (850, 420), (900, 240), (840, -10)], 4), ([(880, 760), (1100, 860), (1400, 900), (1810, 860)], 4)):
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
        corners = [(x + size * (a * np.cos(turn) - b * np.sin(turn)), y + size * (a * np.sin(turn) + b * np.cos(turn))) for a, b in ((-1, -0.7), (1, -0.7), (1, 0.7), (-1, 0.7))]
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
        ink.line([(360 + 13 * np.cos(turn), 570 + 13 * np.sin(turn)), (360 + 22 * np.cos(turn), 570 + 22 * np.sin(turn))], 2.5, "#d99a1c")
    ink.stamp()
    figures(plate, [(str(k + 1), x, y - 1, 26) for k, (x, y) in enumerate(places)], "#ffffff")
    figures(plate, [("0", 120, 1144, 26), ("1", 220, 1144, 26), ("2", 320, 1144, 26), ("3 km", 420, 1144, 26)])
    figures(plate, [("18", 120, 720, 22), ("10", 300, 760, 22), ("4", 520, 735, 22)], "#33688a")


def map_storm_track():
    """The way of the storm: pressure, wind, and where its middle was every six hours."""
    plate = Plate()
    sea_tint = ramp(plate.y, [(0, "#c3d6df"), (1200, "#aecbd9")])
    plate.px[:] = sea_tint
    coast = plate.x - 1080 - 190 * np.sin(plate.y / 330 + 0.6) - 150 * fractal(plate.x / 330, plate.y / 330, 6, 0.55, 41)
    island = 70 - np.hypot(plate.x - 760, (plate.y - 470) * 1.3) + 60 * fractal(plate.x / 90, plate.y / 90, 5, 0.55, 8)
    other = 330 - np.hypot(plate.x - 120, plate.y - 1160) * 0.8 + 140 * fractal(plate.x / 200, plate.y / 200, 5, 0.55, 15)
    ground = np.maximum(np.maximum(coast, island), other)
    shore = smooth(-1, 1, ground)
    plate.over(np.exp(-((np.minimum(ground, 0) / 26) ** 2)) * (ground < 0) * 0.35, "#ffffff")
    plate.over(shore, ramp(ground, [(0, "#efe8d3"), (260, "#e0dcc0"), (700, "#d3ceb0")]))
    plate.over(smooth(1.8, 0.6, np.abs(ground)), "#6b7d85")
    track = [(90, 1010), (330, 900), (560, 760), (760, 640), (930, 560), (1110, 430), (1330, 260), (1600, 90)]
    _isobars(plate)
    far, along = near_line(plate, track)
    cone = (30 + 190 * along**1.5) * (along > 0.55)
    plate.over(smooth(cone + 1, cone - 1, far) * (along > 0.57) * 0.28, "#c23b2e")
    _wind(plate)
    _track(plate, track)
    return finish(plate, 32, grain=0.004, vignette=0.06)


def _isobars(plate):
    dx, dy = (plate.x - 930) * 0.93 + (plate.y - 560) * 0.3, (plate.y - 560) * 1.12 - (plate.x - 930) * 0.2
    far = np.hypot(dx, dy) + 34 * fractal(plate.x / 260, plate.y / 260, 3, 0.5, 9)
    pressure = 962 + 62 * (1 - np.exp(-((far / 560) ** 1.25)))
    gy, gx = np.gradient(pressure)
    slope = np.hypot(gx, gy) + 1e-4
    line = np.abs((pressure / 4 + 0.5) % 1 - 0.5) * 4 / slope
    plate.over(smooth(2.0, 0.7, line) * 0.55, "#3f5468")


def _wind(plate):
    ink = Ink(plate)
    for gx in range(60, 1800, 108):
        for gy in range(60, 1200, 108):
            dx, dy = gx - 930, gy - 560
            far = np.hypot(dx, dy)
            if far < 70:
                continue
            force = np.exp(-(((far - 240) / 330) ** 2))
            angle = np.arctan2(dy, dx) - np.pi / 2 - 0.35
            long = 14 + 34 * force
            ax, ay = gx + np.cos(angle) * long / 2, gy + np.sin(angle) * long / 2
            bx, by = gx - np.cos(angle) * long / 2, gy - np.sin(angle) * long / 2
            tone = "#7a2230" if force > 0.85 else "#b0552f" if force > 0.55 else "#5f7484"
            ink.line([(bx, by), (ax, ay)], 1.4 + 2.2 * force, tone)
            for side in (2.6, -2.6):
                ink.line([(ax, ay), (ax + np.cos(angle + side) * 10, ay + np.sin(angle + side) * 10)], 1.4 + 2.0 * force, tone)
    ink.stamp(opacity=0.75)


def _track(plate, track):
    ink = Ink(plate)
    curve = spline(track, closed=False, steps=20)
    middle = int(len(curve) * 0.575)
    ink.line(curve[: middle + 1], 11, "#ffffff")
    ink.line(curve[: middle + 1], 7, "#a3202a")
    for k in range(middle, len(curve) - 4, 7):
        ink.line(curve[k : k + 4], 7, "#a3202a")
    for k, (x, y) in enumerate(track):
        ink.oval(x, y, 19 if k != 4 else 34, 19 if k != 4 else 34, "#ffffff")
        ink.oval(x, y, 15 if k != 4 else 29, 15 if k != 4 else 29, "#a3202a" if k <= 4 else "#d9938c")
    ink.box(1222, 584, 1378, 638, PAPER)
    ink.oval(930, 560, 11, 11, "#ffffff")
    ink.oval(1188, 560, 15, 15, "#ffffff")
    ink.oval(1188, 560, 11, 11, INK)
    ink.shape([(150, 70), (176, 150), (150, 130), (124, 150)], INK)
    ink.shape([(150, 70), (150, 130), (124, 150)], "#ffffff")
    ink.stamp()
    labels = [(text, x - 6, y + 48, 25) for text, (x, y) in zip(("18", "0", "6", "12", "", "0", "6", "12"), track)]
    figures(plate, labels, "#7a1820")
    figures(plate, [("962", 930, 622, 34)], "#7a1820")
    figures(plate, [("131 km/h", 1300, 610, 30)], INK)


PICTURES = {"map-estuary": map_estuary, "map-storm-track": map_storm_track}
