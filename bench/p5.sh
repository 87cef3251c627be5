#!/usr/bin/env bash
# P5: from the order to publish, sent to the API, until front and feed show the story: each of 200 publications a run.
source "$(dirname "$0")/size.sh"
build
stories=${stories:-200}
copied room "$stories"
token=$(token "$room")
serve "$room"
disk "$room"
for run in $(seq "$runs"); do
  python3 bench/seen.py "$url" "$token" "${publications:-200}" "$run" | tee -a "$work/runs"
done
disk "$room"
judged "P5 published by API until seen, $stories stories, p50" "$(column 2 "$work/runs" | median)" ms lower 20 10
judged "P5 the slowest of all" "$(column 4 "$work/runs" | most)" ms lower "" 40
