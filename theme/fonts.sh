#!/bin/sh
# Cuts the theme's fonts from the @fontsource packages (OFL-1.1) into assets/fonts. The cut files are committed.
# Takes `npm ci` in this folder, and fonttools with brotli: pip install fonttools brotli
set -eu
cd "$(dirname "$0")"
from=node_modules out=assets/fonts
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# cut SOURCE TARGET AXIS=VALUE…: fixes or narrows axes, drops what a browser does not use, writes woff2.
cut() {
    source=$1 target=$2
    shift 2
    if [ $# -gt 0 ]; then
        fonttools varLib.instancer -q "$from/$source" "$@" -o "$work/cut.ttf"
    else
        cp "$from/$source" "$work/cut.ttf"
    fi
    fonttools subset "$work/cut.ttf" --unicodes="$letters" --layout-features+=tnum,lnum --no-hinting --desubroutinize \
        --flavor=woff2 --output-file="$out/$target"
}

letters='*'
serif=@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz
cut $serif-normal.woff2 serif-head.woff2 wght=400:600 opsz=40
cut $serif-normal.woff2 serif-text.woff2 wght=400:600 opsz=16
cut $serif-italic.woff2 serif-text-italic.woff2 wght=400 opsz=16
cut @fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2 sans.woff2 wght=400:600
letters=U+0600-06FF,U+200C-200F,U+2010-2015,U+2018-201F,U+2026,U+2039,U+203A,U+00AB,U+00BB,U+0020-0040
cut @fontsource-variable/noto-naskh-arabic/files/noto-naskh-arabic-arabic-wght-normal.woff2 naskh.woff2
cut @fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-400-normal.woff2 sans-arabic-400.woff2
cut @fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-600-normal.woff2 sans-arabic-600.woff2

cp $from/@fontsource-variable/source-serif-4/LICENSE $out/OFL-source-serif-4.txt
cp $from/@fontsource-variable/ibm-plex-sans/LICENSE $out/OFL-ibm-plex-sans.txt
cp $from/@fontsource-variable/noto-naskh-arabic/LICENSE $out/OFL-noto-naskh-arabic.txt
cp $from/@fontsource/ibm-plex-sans-arabic/LICENSE $out/OFL-ibm-plex-sans-arabic.txt
