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
        fonttools varLib.instancer -q --no-recalc-timestamp "$from/$source" "$@" -o "$work/cut.ttf"
    else
        cp "$from/$source" "$work/cut.ttf"
    fi
    fonttools subset "$work/cut.ttf" --unicodes="$letters" --layout-features+=tnum,lnum --no-hinting --desubroutinize \
        --flavor=woff2 --output-file="$out/$target"
}

# A script's letters are a file of their own, which a browser fetches when a page holds one of them.
# script NAME SUFFIX LETTERS: the four cuts of one script.
script() {
    letters=$3
    serif=@fontsource-variable/source-serif-4/files/source-serif-4-$1-opsz
    cut $serif-normal.woff2 "serif-head$2.woff2" wght=400:600 opsz=40
    cut $serif-normal.woff2 "serif-text$2.woff2" wght=400:600 opsz=16
    cut $serif-italic.woff2 "serif-text-italic$2.woff2" wght=400 opsz=16
    cut "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-$1-wght-normal.woff2" "sans$2.woff2" wght=400:600
}

script latin "" '*'
# The letters of Europe's languages and Turkish, and signs of currencies; phonetic letters are left to the system.
script latin-ext -latin-ext U+0100-017F,U+018F,U+0192,U+01CD-01DC,U+01E6-01E7,U+01FA-01FF,U+0218-021B,U+0259,U+1E02-1E03,U+1E0A-1E0B,U+1E1E-1E1F,U+1E40-1E41,U+1E56-1E57,U+1E60-1E61,U+1E6A-1E6B,U+1E80-1E85,U+1E9E,U+1EF2-1EF3,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113
script cyrillic -cyrillic '*'

letters=U+0600-06FF,U+200C-200F,U+2010-2015,U+2018-201F,U+2026,U+2039,U+203A,U+00AB,U+00BB,U+0020-0040
cut @fontsource-variable/noto-naskh-arabic/files/noto-naskh-arabic-arabic-wght-normal.woff2 naskh.woff2
cut @fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-400-normal.woff2 sans-arabic-400.woff2
cut @fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-600-normal.woff2 sans-arabic-600.woff2

cp $from/@fontsource-variable/source-serif-4/LICENSE $out/OFL-source-serif-4.txt
cp $from/@fontsource-variable/ibm-plex-sans/LICENSE $out/OFL-ibm-plex-sans.txt
cp $from/@fontsource-variable/noto-naskh-arabic/LICENSE $out/OFL-noto-naskh-arabic.txt
cp $from/@fontsource/ibm-plex-sans-arabic/LICENSE $out/OFL-ibm-plex-sans-arabic.txt
