"""The map of the way that Storm Hesper took."""

import numpy as np

from brush.colour import ramp
from brush.finish import finish
from brush.noise import fractal, smooth
from brush.paper import INK, PAPER, figures
from brush.plate import Ink, Plate, spline
from scenes.estuary import near_line


def map_storm_track():
    """The way of the storm: pressure, wind, and where its middle was every six hours."""
    plate = Plate()
    sea_tint = ramp(plate.y, [(0, "#c3d6df"), (1200, "#aecbd9")])
    plate.px[:] = sea_tint
    coast = (
        plate.x - 1080 - 190 * np.sin(plate.y / 330 + 0.6) - 150 * fractal(plate.x / 330, plate.y / 330, 6, 0.55, 41)
    )
    island = 70 - np.hypot(plate.x - 760, (plate.y - 470) * 1.3) + 60 * fractal(plate.x / 90, plate.y / 90, 5, 0.55, 8)
    other = (
        330 - np.hypot(plate.x - 120, plate.y - 1160) * 0.8 + 140 * fractal(plate.x / 200, plate.y / 200, 5, 0.55, 15)
    )
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
                ink.line(
                    [(ax, ay), (ax + np.cos(angle + side) * 10, ay + np.sin(angle + side) * 10)],
                    1.4 + 2.0 * force,
                    tone,
                )
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


PICTURES = {"map-storm-track": map_storm_track}
