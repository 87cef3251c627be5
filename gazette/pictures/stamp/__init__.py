"""What is written into the files: EXIF, IPTC-IIM, XMP, the colour profile; and what the files are made of."""
