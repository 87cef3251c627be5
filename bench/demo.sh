#!/usr/bin/env bash
# The demonstration, made from nothing on core 0 alone: until it is ready, and its memory then; with its own stories, and
# with 10,000 (`many=N` for another number).
source "$(dirname "$0")/lib.sh"
build
disk "$work"
for stories in "" "${many:-10000}"; do
  for run in $(seq "$runs"); do
    begun=$EPOCHREALTIME
    start
    until curl -sf -o "$work/ready" "$url/readyz"; do sleep 0.01; done
    awk -v a="$begun" -v b="$EPOCHREALTIME" -v pss="$(pss "$server")" 'BEGIN { printf "%.2f %.0f\n", b - a, pss / 1024 }'
    stop "$server"
    rm -rf "$work/demo"
  done >"$work/runs"
  sed "s/^/${stories:-its own} stories: s until ready, MiB PSS: /" "$work/runs"
  judged "the demonstration, ${stories:-its own} stories, until ready" "$(column 1 "$work/runs" | median)" s lower "$([ -n "$stories" ] && echo 40 || echo 20)"
  judged "its memory then" "$(column 2 "$work/runs" | median)" MiB lower
done
