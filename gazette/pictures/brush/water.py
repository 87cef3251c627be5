"""Flat water: it mirrors what stands above it, in ripples that grow toward the eye."""

import numpy as np
from scipy import ndimage

from brush.colour import light
from brush.noise import cell, fractal, perlin, smooth


def water(plate, line, horizon=None, rough=1.0, deep="#0a1a26", clear=0.75, seed=3, mask=None, drop=1.0, size=1.0):
    """Fills the plate below `line` with water that mirrors what is above it."""
    horizon = line - 30 if horizon is None else horizon
    top = int(line)
    x, y = plate.x[top:], plate.y[top:]
    near = y - horizon
    ripple = waves(x - plate.width / 2, near, seed, size)
    reach = rough * (6 + near * 0.10)
    mirror = line - (y - line) * drop + ripple * reach
    aside = x + perlin((x - plate.width / 2) / (near + 14) * 9, 900 / (near + 14), seed + 5) * rough * near * 0.03
    got = sampled(plate.px, aside, np.minimum(mirror, line - 1))
    # Looking down shows more of the water's own colour than looking across it.
    slant = clear * (1 - 0.45 * smooth(0, plate.height - line, y - line)) * (1 - 0.18 * np.abs(ripple))
    tint = light(deep) + (got - light(deep)) * np.clip(slant, 0, 1)[..., None]
    cover = 1.0 if mask is None else mask[top:][..., None]
    plate.px[top:] += (tint - plate.px[top:]) * cover
    return ripple


def waves(x, near, seed, size=1.0):
    """Returns ripples on a plane seen from above it, -1 to 1."""
    # The logarithm keeps ripples from becoming finer than a pixel toward the horizon.
    near = np.maximum(near, 0) + 40
    u, v = x / near * 9 / size, np.log(near) * 14 / size
    calm = smooth(40, 110, near)
    return 0.55 * fractal(u, v * 2.2, 4, 0.55, seed) + 0.45 * fractal(u * 3.1, v * 6.0, 3, 0.5, seed + 9) * calm


def sampled(px, x, y):
    """Returns the plate's light at places between pixels."""
    places = np.array([np.clip(y - 0.5, 0, px.shape[0] - 1), np.clip(x - 0.5, 0, px.shape[1] - 1)])
    bands = [ndimage.map_coordinates(px[..., b], places, order=1, mode="nearest") for b in range(3)]
    return np.stack(bands, axis=-1).astype(np.float32)


def glitter(plate, line, x, spread, colour, gain=1.0, seed=8, horizon=None, sharp=0.18):
    """Strews the light of a low sun or a lamp over the water below it."""
    top = int(line)
    horizon = line - 30 if horizon is None else horizon
    gx, gy = plate.x[top:], plate.y[top:]
    near = gy - horizon
    ripple = waves(gx - plate.width / 2, near, seed)
    aside = np.abs(gx - x) / (spread * (0.35 + near / 420))
    spark = smooth(sharp, sharp + 0.22, ripple - aside * 0.22 + 0.12)
    spark = spark * np.exp(-(aside**2)) * (0.35 + 0.65 * smooth(0, 50, near))
    plate.px[top:] += spark[..., None] * light(colour, gain)


def paving(plate, mask, horizon, tint, joint, stone=0.35, size=1.0, wet=0.0, seed=5):
    """Lays setts on a flat ground, larger toward the eye; wet ones mirror a little of what is above."""
    near = np.maximum(plate.y - horizon, 6)
    v = 900 / near * 5 / size
    u = (plate.x - plate.width / 2) / near * 4.2 / size
    row = np.floor(v)
    col = np.floor(u + 0.5 * (row % 2))
    grey = cell(col, row, seed)[..., None]
    edge = np.minimum(np.abs(u + 0.5 * (row % 2) - col - 0.5), np.abs(v - row - 0.5))
    seam = smooth(0.36, 0.47, np.maximum(np.abs(u + 0.5 * (row % 2) - col - 0.5), np.abs(v - row - 0.5)))
    seam = np.where(edge >= 0, seam, 0) * smooth(10, 90, near)
    colour = light(tint) * (1 - stone / 2 + stone * grey)
    colour = colour + (light(joint) - colour) * (seam * 0.8)[..., None]
    if wet:
        shine = 0.5 + 0.5 * fractal(plate.x / 60, plate.y / 14, 4, 0.5, seed)
        colour = colour + light("#9fb2c8") * (wet * np.clip(shine, 0, 1) * (1 - seam))[..., None]
    plate.over(mask, colour)
