"""What every picture is painted with: colour, noise, masks, sky, water, ground, weather and the last touches."""
