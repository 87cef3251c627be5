"""Two matches at Gasworks Park: the derby at night in the rain, and one by day."""

import numpy as np

from brush.finish import finish
from brush.noise import chance, fractal, smooth
from brush.plate import Ink, Plate
from brush.sky import clouds
from brush.things import Town
from brush.weather import beam, fog, rain
from scenes.pitch import gasholder, goals_and_players, ground


def stadium_night():
    """The derby under floodlights, rain coming across Gasworks Park in sheets."""
    plate, dice = Plate(), chance(40)
    plate.gradient([(0, "#080c16"), (260, "#141c2c"), (520, "#2b3442")])
    clouds(plate, 520, "#3d4858", "#0d121c", cover=0.25, soft=0.7, scale=0.6, seed=5, opacity=0.9)
    gasholder(plate, 1290, 420, 150, 250, "#10151f", "#2b3442", 0.15)
    stage = ground(plate, "#f2f8ff", "#dbe5f5", 0.95, 1.0, 11)
    goals_and_players(
        plate, stage, dice, 1.0, ((-0.5, 0.16, 0.35), (0.5, 0.16, 0.35), (-0.4, -0.08, 0.22), (0.4, -0.08, 0.22))
    )
    masts = Ink(plate)
    lamps = []
    for x, z, up in ((-72, 98, 36), (76, 98, 36)):
        foot, head = stage.spot((x, 0, z)), stage.spot((x, up, z))
        for side in (-4, 4):
            masts.line([(foot[0] + side * 1.6, foot[1]), (head[0] + side, head[1])], 2.6, "#1b212b")
        for k in range(9):
            t = k / 9
            masts.line(
                [
                    (foot[0] - 6 + 2 * t, foot[1] + (head[1] - foot[1]) * t),
                    (foot[0] + 6 - 2 * t, foot[1] + (head[1] - foot[1]) * (t + 0.1)),
                ],
                1.2,
                "#1b212b",
            )
        masts.box(head[0] - 44, head[1] - 46, head[0] + 44, head[1] + 6, "#1b212b")
        lamps += [(head[0] - 34 + 17 * c, head[1] - 38 + 18 * r) for r in range(3) for c in range(5)]
    masts.stamp()
    for x, y in lamps:
        plate.lamp(x, y, 6.5, "#f4faff", 2.6)
        plate.lamp(x, y, 60, "#cfe2ff", 0.035, 1.2)
    for at in range(14):
        x, y, _ = stage.spot((-55 + at * 8.46, 17.0, 79))
        plate.lamp(x, y, 5, "#fff2d8", 1.5)
    for x, y, angle in ((lamps[7][0], lamps[7][1], 0.75), (lamps[22][0], lamps[22][1], np.pi - 0.75)):
        beam(plate, x, y, angle, 0.42, "#dcebff", 0.26, 1500)
    fog(plate, 520, 200, "#8fa2ba", 0.16, 3, 500)
    rain(plate, 1700, 5, 0.22, (24, 70), "#e2ecf8", 0.15)
    return finish(plate, 9, vignette=0.42, contrast=1.06, saturation=0.86, bloom=(0.75, 18, 0.55))


def stadium_day():
    """A Saturday match in pale sun; the shadow of the stand lies over the near touchline."""
    plate, dice = Plate(), chance(41)
    plate.gradient([(0, "#5f9bd0"), (260, "#a5cbe4"), (520, "#e3ecec")])
    clouds(
        plate,
        520,
        "#ffffff",
        "#b3c3cf",
        cover=-0.04,
        soft=0.4,
        scale=0.9,
        stretch=1.6,
        toward=(0.5, 0.3),
        seed=9,
        opacity=0.9,
    )
    gasholder(plate, 1290, 420, 150, 250, "#5b6672", "#c9d8de", 0.35)
    hills = Ink(plate)
    xs = np.arange(0, 1801, 6)
    hills.shape([(0, 660), *zip(xs, 372 - 36 * fractal(xs / 300, xs * 0 + 3, 4, 0.5, 3)), (1800, 660)], "#6d8a80")
    hills.stamp(haze="#dfe9ea", share=0.35)
    walls, lights = Ink(plate), Ink(plate)
    town = Town(walls, lights, dice, ("#a89a8c", "#cfc3b2"), ("#7d5a4c", "#5f5a5c"), lit=0.0, pane="#5a646c")
    for base, size in ((520, 0.8), (572, 1.0), (640, 1.25)):
        town.row(-20, 1810, base, (30 * size, 56 * size), (40 * size, 66 * size))
    walls.stamp(haze="#cfd8da", share=0.35)
    stage = ground(plate, "#fff4dc", "#f2ead8", 0.86, 0.35, 31)
    goals_and_players(plate, stage, dice, 1.05, ((0.85, -0.12, 0.45),))
    edge = smooth(840, 905, plate.y + 18 * np.sin(plate.x / 700) + (plate.x - 900) * 0.03)
    plate.shade(edge * 0.55, "#3a4a66")
    return finish(plate, 10, vignette=0.25, warmth=0.02, contrast=1.03, saturation=0.86, bloom=(0.85, 14, 0.25))


PICTURES = {"stadium-night": stadium_night, "stadium-day": stadium_day}
