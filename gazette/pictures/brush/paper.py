"""What maps and charts are drawn on and written with."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

PAPER, INK = "#f4efe3", "#2b3440"


def figures(plate, marks, colour=INK):
    """Writes numbers on the plate: `(text, x, y, size)`, centred."""
    sheet = Image.new("L", (plate.width * 2, plate.height * 2), 0)
    pen = ImageDraw.Draw(sheet)
    for text, x, y, size in marks:
        pen.text((x * 2, y * 2), text, font=ImageFont.load_default(size * 2), fill=255, anchor="mm")
    plate.over(np.asarray(sheet.reduce(2), np.float32) / 255, colour)
