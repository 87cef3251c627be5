"""EXIF: a small TIFF with the fields that a picture desk reads."""

import struct

ASCII, SHORT, LONG, RATIONAL, UNDEFINED, BYTE = 2, 3, 4, 5, 7, 1
SIZES = {ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, UNDEFINED: 1, BYTE: 1}


def text(value):
    """Returns a text as EXIF keeps it."""
    return ASCII, value.encode() + b"\0"


def number(value, kind=SHORT):
    """Returns a number as EXIF keeps it."""
    return kind, struct.pack("<H" if kind == SHORT else "<I", value)


def fractions(*pairs):
    """Returns fractions as EXIF keeps them."""
    return RATIONAL, b"".join(struct.pack("<II", *pair) for pair in pairs)


def directory(fields, at):
    """Returns a directory that begins at an offset, with the values that do not fit in it."""
    entries, rest = b"", b""
    spare = at + 2 + 12 * len(fields) + 4
    for tag in sorted(fields):
        kind, value = fields[tag]
        count = len(value) // SIZES[kind]
        if len(value) <= 4:
            place = value.ljust(4, b"\0")
        else:
            place = struct.pack("<I", spare + len(rest))
            rest += value + b"\0" * (len(value) % 2)
        entries += struct.pack("<HHI", tag, kind, count) + place
    return struct.pack("<H", len(fields)) + entries + b"\0\0\0\0" + rest


def degrees(value):
    """Returns degrees as degrees, minutes and hundredths of seconds."""
    hundredths = round(abs(value) * 360000)
    return fractions((hundredths // 360000, 1), (hundredths // 6000 % 60, 1), (hundredths % 6000, 100))


def position(card):
    """Returns the directory of the place on the globe."""
    north, east = card["gps"]
    return {
        0: (BYTE, b"\x02\x03\x00\x00"),
        1: text("N" if north >= 0 else "S"),
        2: degrees(north),
        3: text("E" if east >= 0 else "W"),
        4: degrees(east),
    }


def segment(card, width, height):
    """Returns the content of the first APP1 segment."""
    moment = text(card["created"].strftime("%Y:%m:%d %H:%M:%S"))
    first = {
        0x010E: text(card["caption"]),
        0x0112: number(1),
        0x011A: fractions((72, 1)),
        0x011B: fractions((72, 1)),
        0x0128: number(2),
        0x0131: text(card["tool"]),
        0x0132: moment,
        0x013B: text(card["creator"]),
        0x0213: number(1),
        0x8298: text(card["copyright"]),
    }
    inner = {
        0x9000: (UNDEFINED, b"0232"),
        0x9003: moment,
        0x9004: moment,
        0x9011: text("+00:00"),
        0x9012: text("+00:00"),
        0x9101: (UNDEFINED, b"\x01\x02\x03\x00"),
        0xA000: (UNDEFINED, b"0100"),
        0xA001: number(1),
        0xA002: number(width, LONG),
        0xA003: number(height, LONG),
    }
    if "serial" in card:
        first |= {0x010F: text(card["make"]), 0x0110: text(card["model"])}
        inner |= {0xA430: text(card["owner"]), 0xA431: text(card["serial"]), 0xA435: text(card["lens_serial"])}
    first[0x8769] = number(0, LONG)
    if "gps" in card:
        first[0x8825] = number(0, LONG)
    after = 8 + len(directory(first, 8))
    first[0x8769] = number(after, LONG)
    block = directory(inner, after)
    if "gps" in card:
        first[0x8825] = number(after + len(block), LONG)
        block += directory(position(card), after + len(block))
    return b"Exif\0\0" + b"II*\0\x08\0\0\0" + directory(first, 8) + block
