#!/usr/bin/env bash
# P5: from the order to publish, sent to the API, until front and feed show the story: each of 200 publications.
source "$(dirname "$0")/size.sh"
build
copied "${stories:-200}"
token=$(token "$room")
serve "$room"
disk "$room"
for run in 1 2 3 4 5; do
  taskset -c 1 python3 bench/seen.py "$url" "$token" 200 "$run" | tee -a "$work/runs"
done
awk '{ print $2 }' "$work/runs" | median | sed 's/^/P5: '"${stories:-200}"' stories: publish → seen, p50 ms: /'
awk '$4 > max { max = $4 } END { print "P5: the slowest of all, ms: " max }' "$work/runs"
disk "$room"
