#!/usr/bin/env bash
# Growth: P1 to P3 and P5 in a newsroom of 200,000 stories against one of 200, and the lists and pages that are read
# far back. Both are asked in one run, by turns.
source "$(dirname "$0")/size.sh"
build
small=${small:-200} large=${large:-200000}
gzip='Accept-Encoding: gzip'
# A story that leads on by its topics, as most do: one with related stories of the editor's choice is spared that work.
ordinary() { curl -s "$url/api/v1/stories?edition=en&limit=100" | grep -o '"url":"[^"]*"' | tail -n 1 | cut -d'"' -f4; }
for size in "$small" "$large"; do
  copied "$size"
  mv "$room" "$work/of-$size"
  eval "token_$size=$(token "$work/of-$size")"
done
disk "$work/of-$large"
for run in $(seq "${runs:-3}"); do
  for size in "$small" "$large"; do
    serve "$work/of-$size"
    address=$(ordinary)
    load "$address" 64 1 "$gzip" >/dev/null
    seconds=3 cost "$server" "$address" "$gzip" | cut -d' ' -f1 >>"$work/p1-$size"
    token=token_$size
    taskset -c 1 python3 bench/seen.py "$url" "${!token}" 100 "$size-$run" | cut -d' ' -f2 >>"$work/p5-$size"
    stop "$server"
    serve "$work/of-$size" STOPPRESS_PAGE_CACHE=off
    address=$(story)
    for what in "p2 $address" "p3 $url/en/" "feed $url/en/feed.rss" "topic $url/en/topic/trade" "section $url/en/section/world" "newsfeed $url/en/newsfeed"; do
      load "${what#* }" 8 1 >/dev/null
      load "${what#* }" 8 2 | cut -d' ' -f2 >>"$work/${what%% *}-$size"
    done
    stop "$server"
  done
done
for what in p1 p5; do
  awk -v what="$what" -v a="$(median <"$work/$what-$small")" -v b="$(median <"$work/$what-$large")" -v s="$small" -v l="$large" \
    'BEGIN { printf "growth: %s: %.2f at %d, %.2f at %d: %.2f × as long\n", what, a, s, b, l, b / a }'
done
for what in p2 p3 feed topic section newsfeed; do
  awk -v what="$what" -v a="$(median <"$work/$what-$small")" -v b="$(median <"$work/$what-$large")" -v s="$small" -v l="$large" \
    'BEGIN { printf "growth: %s: %.0f req/s at %d, %.0f at %d: %.2f × as long\n", what, a, s, b, l, (b > 0 ? a / b : 0) }'
done
