#!/usr/bin/env bash
# Growth: P1 to P3 and P5 in a newsroom of 200,000 stories against one of 200, and the lists and pages that are read
# far back; by turns in one run. Everything that reads comes first, and publications go into a copy of each run's own.
seconds=${seconds:-2}
source "$(dirname "$0")/size.sh"
build wrk
small=${small:-200} large=${large:-200000}
gzip='Accept-Encoding: gzip'
# note WHAT NUMBER: microseconds.
note() { echo "$2" >>"$work/$1-$size"; }
for size in "$small" "$large"; do
  copied room "$size"
  mv "$room" "$work/of-$size"
  serve "$work/of-$size"
  # A story that leads on by its topics, as most do: one with related stories of the editor's choice is spared that work.
  # Of the newest hundred the one as long as the small newsroom's in the middle is long, so that the pages are of a size.
  addresses | while read -r page; do echo "$(curl -s "$page" | wc -c) ${page#"$url"}"; done | sort -n >"$work/pages"
  length=${length:-$(sed -n 50p "$work/pages" | cut -d' ' -f1)}
  awk -v wanted="$length" '{ off = $1 > wanted ? $1 - wanted : wanted - $1; print off, $1, $2 }' "$work/pages" |
    sort -n | head -n 1 >"$work/nearest"
  cut -d' ' -f3 "$work/nearest" >"$work/page-$size"
  echo "the page of $size stories has $(cut -d' ' -f2 "$work/nearest") bytes"
  stop "$server"
done
for run in $(seq "$runs"); do
  for size in "$small" "$large"; do
    page=$(cat "$work/page-$size")
    serve "$work/of-$size"
    warm "$url$page" 64 "$gzip"
    note P1 "$(cost "$server" "$url$page" "$gzip" | cut -d' ' -f1)"
    stop "$server"
    serve "$work/of-$size" STOPPRESS_PAGE_CACHE=off
    for what in "P2 $page" "P3 /en/" "feed /en/feed.rss" "topic /en/topic/trade" "section /en/section/world" "newsfeed /en/newsfeed"; do
      warm "$url${what#* }" 8
      note "${what%% *}" "$(load "$url${what#* }" 8 | awk '{ print 1e6 / $2 }')"
    done
    stop "$server"
  done
done
for run in $(seq "$runs"); do
  for size in "$small" "$large"; do
    copied room "$size"
    token=$(token "$room")
    serve "$room"
    disk "$room"
    note P5 "$(python3 bench/seen.py "$url" "$token" "${publications:-100}" "$run" | awk '{ print $2 * 1000 }')"
    stop "$server"
  done
done
for what in P1 P2 P3 P5; do
  figure "growth: $what with $large stories" µs "$(median <"$work/$what-$large")" "with $small" "$(median <"$work/$what-$small")" lower 1.5x 1.2x
done
for what in feed topic section newsfeed; do
  figure "growth: $what with $large stories" µs "$(median <"$work/$what-$large")" "with $small" "$(median <"$work/$what-$small")" lower "" ""
done
