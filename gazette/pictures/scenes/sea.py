"""The open sea: a storm, and a regatta in fine weather."""

import numpy as np

from brush.colour import ramp
from brush.finish import finish
from brush.noise import chance, fractal, smooth
from brush.plate import Ink, Plate
from brush.sea import rough_field, sea
from brush.sky import clouds
from brush.things import gull, trawler, yacht
from brush.weather import fog, rain


def storm_sea():
    """Storm Hesper off Gannet Point: a trawler on a wave, a torn sky behind it."""
    plate, dice, horizon = Plate(), chance(31), 500
    plate.gradient([(0, "#171d24"), (200, "#2c3740"), (380, "#5d6a6c"), (470, "#a3a690"), (520, "#c9c3a0")])
    plate.glow(np.exp(-(((plate.x - 1180) / 420) ** 2) - ((plate.y - 430) / 130) ** 2), "#fff0c0", 0.5)
    clouds(
        plate,
        560,
        "#8a9594",
        "#12171c",
        cover=0.4,
        soft=0.7,
        scale=0.42,
        stretch=1.2,
        toward=(0.5, -0.9),
        seed=12,
        opacity=0.95,
        fade=170,
    )
    clouds(
        plate,
        530,
        "#a9aea0",
        "#1b2228",
        cover=0.0,
        soft=0.5,
        scale=0.75,
        stretch=2.0,
        toward=(0.5, -0.9),
        seed=27,
        opacity=0.8,
        fade=80,
    )
    squall = np.exp(-(((plate.x - 380 - (plate.y - 400) * 0.4) / 240) ** 2)) * smooth(140, 420, plate.y)
    plate.over(squall * 0.55 * (0.8 + 0.4 * fractal(plate.x / 30 + plate.y / 75, plate.y / 400, 3, 0.5, 4)), "#39434a")
    field = rough_field(7.5, 34.0, 4, 0.3)
    heaven = lambda up: ramp(up, [(0, "#94968a"), (0.22, "#87908c"), (0.55, "#4b565c"), (1, "#20282f")])  # noqa: E731
    view = sea(
        plate,
        field,
        12.0,
        horizon,
        1350,
        heaven,
        "#0c161b",
        "#335f5e",
        (0.35, 0.16, 1),
        0.4,
        "#fff2cc",
        0.9,
        "#8f9a96",
        1700,
        7.6,
        6.0,
    )
    _boat_in_swell(plate, view)
    _spray(plate, view, dice)
    gulls = Ink(plate)
    for _ in range(9):
        gull(
            gulls,
            700 + dice.random() * 800,
            170 + dice.random() * 240,
            9 + dice.random() * 14,
            0.35,
            "#1c2127",
            dice.random() * 0.8 - 0.4,
        )
    gulls.stamp()
    fog(plate, 505, 26, "#a9ada0", 0.5, 3, 200)
    rain(plate, 900, 4, 0.5, (14, 50), "#d5dcdc", 0.16)
    return finish(plate, 2, vignette=0.5, contrast=1.08, saturation=0.95, bloom=(0.75, 20, 0.4))


def _boat_in_swell(plate, view):
    x, y, size = view.spot(-12.0, 84.0, 0.6)
    back = plate.px.copy()
    ink, lights = Ink(plate), Ink(plate)
    trawler(ink, x, y, size * 19, "#1a1f26", "#9a9488", "#7a2f26", 1, lights, "#ffd890")
    turned = ink.image.rotate(7, center=(x * 3, y * 3))
    ink.image = turned
    lights.image = lights.image.rotate(7, center=(x * 3, y * 3))
    ink.stamp(haze="#8f9a96", share=0.14, gain=0.8)
    lights.stamp(glow=True, gain=1.0)
    plate.lamp(x - size * 0.05, y - size * 12.5, 6, "#ffdf9a", 1.4)
    # The sea in front of the boat hides its keel.
    veil = smooth(y - 6, y + 8, plate.y + 9 * fractal(plate.x / 24, plate.y / 30, 4, 0.6, 5))
    plate.px += (back - plate.px) * veil[..., None]


def _spray(plate, view, dice):
    for x, z, size in ((-2, 83, 1.0), (-21, 82, 0.8)):
        px, py, scale = view.spot(x, z, 1.5)
        cloud = np.exp(-(((plate.x - px) / (scale * 4 * size)) ** 2) - ((plate.y - py) / (scale * 1.6 * size)) ** 2)
        cloud *= smooth(-0.4, 0.9, fractal(plate.x / scale / 1.2, plate.y / scale / 1.2, 5, 0.6, 7) + 0.35)
        plate.over(np.clip(cloud * 0.6, 0, 1), "#c9d2d0")


def regatta():
    """The Four Lights Regatta in a fresh breeze: sails near and far under fair-weather clouds."""
    plate, dice, horizon = Plate(), chance(77), 520
    plate.gradient([(0, "#2f74b8"), (260, "#6aa7d8"), (460, "#b9d9ea"), (530, "#e4eff0")])
    clouds(
        plate,
        512,
        "#ffffff",
        "#9fb4c6",
        cover=-0.02,
        soft=0.32,
        scale=1.25,
        stretch=1.5,
        toward=(0.5, 0.3),
        seed=19,
        opacity=0.95,
    )
    _headland(plate, horizon)
    field = rough_field(0.85, 10.0, 14, 0.5, 0.8, 0.022)
    heaven = lambda up: ramp(up, [(0, "#dcebf0"), (0.2, "#9cc6e2"), (0.6, "#4a8cc6"), (1, "#2f74b8")])  # noqa: E731
    view = sea(
        plate,
        field,
        4.2,
        horizon,
        1500,
        heaven,
        "#0b3f55",
        "#2f8f92",
        (-0.7, 0.42, 0.9),
        0.8,
        "#fff6dd",
        0.42,
        "#b4d0da",
        1800,
        1.05,
        3.0,
    )
    fleet = [
        (-95, 420, 1),
        (-60, 330, 1),
        (-128, 380, 1),
        (70, 360, 1),
        (110, 300, 1),
        (40, 240, 1),
        (-36, 190, 1),
        (58, 150, 1),
        (-58, 130, 1),
        (6, 84, 1),
        (-17.5, 41, 1),
        (24, 52, 1),
    ]
    sails = ("#f6f2e8", "#f6f2e8", "#efe9da", "#d8483a", "#e9b63c", "#37688f")
    for x, z, way in sorted(fleet, key=lambda b: -b[1]):
        px, py, size = view.spot(x, z, 0.1)
        _sail(plate, px, py, size * 9.5, 0.16 + 0.1 * dice.random(), sails[int(dice.random() * 6)], way, z)
    gulls = Ink(plate)
    for _ in range(6):
        gull(
            gulls,
            200 + dice.random() * 900,
            120 + dice.random() * 260,
            14 + dice.random() * 12,
            0.35,
            "#eef2f4",
            dice.random() * 0.6 - 0.3,
        )
    gulls.stamp()
    return finish(
        plate, 3, grain=0.007, vignette=0.25, warmth=0.015, contrast=1.04, saturation=1.05, bloom=(0.85, 14, 0.25)
    )


def _headland(plate, horizon):
    for lift, start, seed, colour, share in ((46, 700, 3, "#6d8f9f", 0.35), (92, 1180, 9, "#4f7468", 0.16)):
        xs = np.arange(start, 1810, 5)
        rise = np.clip((xs - start) / 260, 0, 1) ** 0.7
        ridge = horizon + 4 - lift * rise * (1 + 0.35 * fractal(xs / 160, xs * 0 + seed, 5, 0.55, seed))
        ink = Ink(plate)
        if lift > 60:
            ink.shape([(1702, 500), (1707, 372), (1721, 372), (1726, 500)], "#f2efe6")
            ink.box(1706, 356, 1722, 372, "#b5443a")
        ink.shape([(start, horizon + 6), *zip(xs, ridge), (1810, horizon + 6)], colour)
        ink.stamp(haze="#d5e4e8", share=share)


def _sail(plate, x, y, tall, lean, sail, way, depth):
    ink, glass = Ink(plate), Ink(plate)
    yacht(ink, x, y, tall, lean, sail, "#e6e0d2", "#27384a", way)
    yacht(glass, x, y, tall, -lean, sail, "#d9d3c6", "#1d2a38", way)
    tint, cover = glass.layers()
    wave = fractal(plate.x / 40, plate.y / 9, 4, 0.55, 6)
    rows = np.clip(2 * y - plate.y + wave * tall * 0.05, 0, plate.height - 1).astype(int)
    cols = np.clip(plate.x + wave * tall * 0.04, 0, plate.width - 1).astype(int)
    fall = (plate.y > y) * np.exp(-np.maximum(plate.y - y, 0) / (tall * 0.35)) * np.clip(0.6 + wave, 0, 1)
    plate.over(cover[rows, cols] * fall * 0.5, tint[rows, cols] * 0.75)
    ink.stamp(haze="#cfe0e6", share=min(0.55, depth / 900))
    foam = np.exp(-(((plate.x - x) / (tall * 0.36)) ** 2) - ((plate.y - y - tall * 0.012) / (tall * 0.022 + 1)) ** 2)
    plate.over(np.clip(foam * (0.55 + wave), 0, 1) * 0.9, "#f2f6f6")


PICTURES = {"storm-sea": storm_sea, "regatta": regatta}
