#!/usr/bin/env bash
# P2: a story page, cache off, uncompressed: requests a second, and the median of one connection.
source "$(dirname "$0")/lib.sh"
build
start STOPPRESS_PAGE_CACHE=off
address=$(story)
load "$address" 8 2 >/dev/null
for run in 1 2 3 4 5; do load "$address" 8 "${seconds:-5}" | tee -a "$work/many" | sed 's/^/8 connections  requests, req\/s, p50, p99: /'; done
one=$(load "$address" 1 "${seconds:-5}")
front=$(load "$url/en/" 8 "${seconds:-5}")
words=$(curl -s "$address" | sed 's/<[^>]*>/ /g' | wc -w)
echo "P2: story page of $words words in all, cache off: $(cut -d' ' -f2 "$work/many" | median) req/s; one connection p50 $(echo "$one" | cut -d' ' -f3)"
echo "P3: front, cache off: $(echo "$front" | cut -d' ' -f2) req/s"
