"""Weather in front of a scene: rain, snow, fog and beams of light."""

import numpy as np
from scipy import ndimage

from brush.colour import light
from brush.noise import chance, fractal, smooth
from brush.plate import Ink


def rain(plate, count, seed, slant=0.18, length=(20, 60), colour="#c8d4dc", opacity=0.22, blur=0.6):
    """Draws slanting threads of rain."""
    dice, ink = chance(seed), Ink(plate, 2)
    for _ in range(count):
        x, y = dice.random() * plate.width * 1.2 - plate.width * 0.1, dice.random() * plate.height
        long = length[0] + (length[1] - length[0]) * dice.random()
        ink.line([(x, y), (x - long * slant, y + long)], 0.5 + dice.random() * 0.8, colour)
    ink.stamp(blur=blur, opacity=opacity)


def snow(
    plate, seed, layers=((900, 0.9, 0.5), (300, 2.0, 1.0), (70, 5.0, 2.6)), colour="#f4f7fa", opacity=0.85, slant=0.3
):
    """Lets snow fall, layer by layer nearer: `(flakes, radius, blur)`."""
    dice = chance(seed)
    for count, radius, blur in layers:
        ink = Ink(plate, 2)
        for _ in range(count):
            x, y = dice.random() * plate.width, dice.random() * plate.height
            size = radius * (0.6 + 0.8 * dice.random())
            ink.line([(x, y), (x - size * slant * 2, y + size * 1.2)], size * 1.5, colour)
            ink.oval(x, y, size, size, colour)
        ink.stamp(blur=blur, opacity=opacity)


def fog(plate, middle, height, colour, opacity=0.8, seed=4, size=300.0, ragged=0.5, shift=0.0):
    """Lays a bank of fog along a height of the plate."""
    wisp = fractal(plate.x / size / 2.2 + shift, plate.y / size, 5, 0.55, seed)
    bank = np.exp(-(((plate.y - middle + wisp * height * 0.6) / height) ** 2))
    plate.over(np.clip(bank * (1 + wisp * ragged) * opacity, 0, 1), colour)


def beam(plate, x, y, angle, spread, colour, gain=0.5, reach=1200.0, seed=6, fade=1.4):
    """Adds a cone of light from a lamp, through air with something in it."""
    dx, dy = plate.x - x, plate.y - y
    far = np.hypot(dx, dy)
    off = (np.arctan2(dy, dx) - angle + np.pi) % (2 * np.pi) - np.pi
    cone = np.exp(-((off / spread) ** 2)) * np.clip(1 - far / reach, 0, 1) ** fade
    motes = 0.75 + 0.4 * fractal(plate.x / 160, plate.y / 160, 4, 0.5, seed)
    plate.glow(cone * motes * smooth(0, 14, far), colour, gain)


def rays(plate, x, y, colour, gain=0.3, above=0.6, steps=40, length=0.6):
    """Smears the bright places away from a light, as shafts of light do in haze."""
    small = plate.px[::4, ::4].mean(axis=-1)
    bright = np.clip(small - above, 0, 1.5)
    total = np.zeros_like(bright)
    rows, cols = np.mgrid[0 : bright.shape[0], 0 : bright.shape[1]].astype(np.float32)
    for step in range(steps):
        zoom = 1 - length * step / steps
        places = [(rows - y / 4) * zoom + y / 4, (cols - x / 4) * zoom + x / 4]
        total += ndimage.map_coordinates(bright, places, order=1, mode="constant") * (1 - step / steps)
    total = ndimage.gaussian_filter(total / steps, 2)
    wide = ndimage.zoom(total, 4, order=1)[: plate.height, : plate.width]
    plate.px += wide[..., None] * light(colour, gain)
