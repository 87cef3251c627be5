#!/usr/bin/env python3
"""Paints assets/card.png, 1200 × 630: what other sites show of a page that has no picture of its own.

The mark of icon.svg between the rules of a page, without a word, so that it serves every edition and every name. A
theme's own assets/card.png stands in its place. Takes nothing but Python; the painted file is committed.
"""
import struct
import zlib
from pathlib import Path

WIDTH, HEIGHT = 1200, 630
GROUND, PAPER, PICTURE = range(3)
COLOURS = ["14171c", "ffffff", "aeb9ff"]
UNIT = 18
# The parts of the mark, as in icon.svg: x, y, width, height.
MARK = [
    (6, 7, 20, 2, PAPER),
    (6, 11, 20, 1, PAPER),
    (6, 16, 12, 9, PICTURE),
    (20, 16, 6, 2, PAPER),
    (20, 20, 6, 2, PAPER),
    (20, 24, 6, 1, PAPER),
]


def paint():
    rows = [bytearray([GROUND]) * WIDTH for _ in range(HEIGHT)]

    def fill(x, y, width, height, colour):
        for row in rows[y : y + height]:
            row[x : x + width] = bytes([colour]) * width

    for y, height in [(48, 6), (60, 2), (HEIGHT - 62, 2), (HEIGHT - 54, 6)]:
        fill(48, y, WIDTH - 96, height, PAPER)
    for x, y, width, height, colour in MARK:
        left, top = WIDTH // 2 + (x - 16) * UNIT, HEIGHT // 2 + (y - 16) * UNIT
        fill(left, top, width * UNIT, height * UNIT, colour)
    return rows


def png(rows):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    lines = b"".join(b"\0" + bytes(row) for row in rows)
    parts = [chunk(b"IHDR", head), chunk(b"PLTE", bytes.fromhex("".join(COLOURS)))]
    parts += [chunk(b"IDAT", zlib.compress(lines, 9)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


(Path(__file__).parent / "assets" / "card.png").write_bytes(png(paint()))
