"""IPTC-IIM in a Photoshop block: each datum is a tag, a length and UTF-8."""

import hashlib
import struct

# Number of the datum, field of the card, longest length in bytes.
DATA = (
    (5, "title", 64),
    (40, "instructions", 256),
    (80, "creator", 32),
    (85, "creator_title", 32),
    (90, "city", 32),
    (92, "location", 32),
    (100, "country_code", 3),
    (101, "country", 64),
    (105, "headline", 256),
    (110, "credit", 32),
    (115, "source", 32),
    (116, "copyright", 128),
    (120, "caption", 2000),
    (122, "creator", 32),
)


def datum(record, number, value):
    """Returns one datum."""
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def iim(card):
    """Returns the data set of a card; too long a value is an error, not cut."""
    out = datum(1, 90, b"\x1b%G") + datum(2, 0, b"\x00\x04")
    for number, field, most in DATA:
        value = card.get(field, "").encode()
        if len(value) > most:
            raise ValueError(f"{card['name']}: {field} is {len(value)} bytes long, {most} at most")
        if value:
            out += datum(2, number, value)
    for word in card["keywords"]:
        out += datum(2, 25, word.encode())
    out += datum(2, 55, card["created"].strftime("%Y%m%d").encode())
    return out + datum(2, 60, card["created"].strftime("%H%M%S+0000").encode())


def resource(number, data):
    """Returns one Photoshop resource without a name."""
    return b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + b"\0" * (len(data) % 2)


def segment(card):
    """Returns the content of the APP13 segment: the data, its digest, and that the picture is protected."""
    data = iim(card)
    marked = resource(0x040A, b"\x01")
    return b"Photoshop 3.0\0" + resource(0x0404, data) + marked + resource(0x0425, hashlib.md5(data).digest())
