"""Noise that is the same on every machine: gradient noise on a hashed lattice, its sums, and hashes of cells."""

import functools

import numpy as np


def cell(ix, iy, seed=0):
    """Returns a number from 0 to 1 for each lattice cell."""
    return mixed(ix, iy, seed).astype(np.float32) / np.float32(2**32)


def mixed(ix, iy, seed):
    """Returns the hash of a lattice cell, 32 bits; that products run over is meant."""
    ix = np.asarray(ix).astype(np.int64).astype(np.uint32)
    iy = np.asarray(iy).astype(np.int64).astype(np.uint32)
    with np.errstate(over="ignore"):
        value = ix * np.uint32(0x9E3779B1) ^ iy * np.uint32(0x85EBCA77) ^ np.uint32((seed * 0xC2B2AE3D) & 0xFFFFFFFF)
        for shift, factor in ((15, 0x2C1B3C6D), (12, 0x297A2D39), (15, 0x1B873593)):
            value = (value ^ (value >> np.uint32(shift))) * np.uint32(factor)
    return value ^ (value >> np.uint32(16))


@functools.lru_cache(maxsize=256)
def slopes(seed):
    """Returns the directions of a lattice of 256 by 256 points, rounded so that all machines agree."""
    angle = np.random.Generator(np.random.PCG64(seed + 1000)).random(65536) * 2 * np.pi
    return np.round(np.cos(angle), 4).astype(np.float32), np.round(np.sin(angle), 4).astype(np.float32)


def perlin(x, y, seed=0):
    """Returns gradient noise, about -0.7 to 0.7."""
    x, y = np.broadcast_arrays(np.asarray(x, np.float32), np.asarray(y, np.float32))
    ix, iy = np.floor(x), np.floor(y)
    fx, fy = x - ix, y - iy
    ix, iy = ix.astype(np.int32), iy.astype(np.int32)
    east, north = slopes(seed)

    def corner(dx, dy):
        at = (((iy + dy) & 255) << 8) | ((ix + dx) & 255)
        return east.take(at) * (fx - dx) + north.take(at) * (fy - dy)

    ux = fx * fx * fx * (fx * (fx * 6 - 15) + 10)
    uy = fy * fy * fy * (fy * (fy * 6 - 15) + 10)
    top = corner(0, 0)
    top += (corner(1, 0) - top) * ux
    low = corner(0, 1)
    low += (corner(1, 1) - low) * ux
    return top + (low - top) * uy


def fractal(x, y, octaves=5, gain=0.5, seed=0):
    """Returns the sum of ever finer noise, about -1 to 1."""
    total, size = 0.0, 1.0
    for octave in range(octaves):
        total = total + size * perlin(x, y, seed + 17 * octave)
        x, y = 2.03 * x + 11.7, 2.03 * y - 5.3
        size *= gain
    return total * np.float32(1.5)


def ridged(x, y, octaves=5, gain=0.5, seed=0):
    """Returns noise with sharp crests, 0 to about 1."""
    total, size, whole = 0.0, 1.0, 0.0
    for octave in range(octaves):
        crest = 1 - np.abs(perlin(x, y, seed + 31 * octave)) * 1.9
        total = total + size * crest * crest
        whole += size
        x, y = 1.97 * x + 3.1, 1.97 * y + 7.9
        size *= gain
    return total / np.float32(whole)


def chance(seed):
    """Returns the dice of one picture."""
    return np.random.Generator(np.random.PCG64(seed))


def smooth(low, high, value):
    """Returns 0 below `low`, 1 above `high`, and an even passage between them."""
    share = np.clip((value - low) / (high - low), 0.0, 1.0)
    return share * share * (3 - 2 * share)
