"""The JPEG file: pixels as good as the room allows, the profile, and the card in its three forms."""

import io
import struct

from PIL import ImageCms

from stamp import exif, iptc, xmp

APP1, APP13 = 0xE1, 0xED


def srgb():
    """Returns the sRGB profile. The library dates it by the clock, which would make every file a new one."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    return bytes(profile)


def part(marker, content):
    """Returns one segment."""
    if len(content) > 65533:
        raise ValueError("a segment holds 65,533 bytes at most")
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def encoded(picture, room):
    """Returns the picture, progressive, in the best quality that keeps it within `room` bytes, and that quality."""
    profile, best, low, high = srgb(), None, 40, 92
    while low <= high:
        quality, out = (low + high) // 2, io.BytesIO()
        picture.save(
            out, "JPEG", quality=quality, progressive=True, optimize=True, subsampling="4:2:0", icc_profile=profile
        )
        if out.tell() <= room:
            best, low = (out.getvalue(), quality), quality + 1
        else:
            high = quality - 1
    if best is None:
        raise ValueError("no quality is low enough")
    return best


def size(data):
    """Returns width and height as the file's frame says."""
    at = 2
    while data[at + 1] not in (0xC0, 0xC2):
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    height, width = struct.unpack(">HH", data[at + 5 : at + 9])
    return width, height


def stamped(data, card):
    """Returns the file with the card put behind its first segment."""
    head = 4 + struct.unpack(">H", data[4:6])[0]
    about = (
        part(APP1, exif.segment(card, *size(data))) + part(APP1, xmp.segment(card)) + part(APP13, iptc.segment(card))
    )
    return data[:head] + about + data[head:]


def file(picture, card, room):
    """Returns the finished file and the quality that it has."""
    data, quality = encoded(picture, room)
    return stamped(data, card), quality
