#!/usr/bin/env bash
# P12: import of a WXR of 100,000 stories (`stories=N` for another number), published, into an empty newsroom, over both
# cores: stories a second and the memory at each tenth; then the same file again, of which nothing is new.
source "$(dirname "$0")/size.sh"
build
stories=${stories:-100000}
python3 bench/wxr.py "$stories" >"$work/export.xml"
echo "$(($(stat -c %s "$work/export.xml") >> 20)) MiB"
# import WHAT
import() {
  local begun ended
  begun=$(date +%s.%N)
  "$program" import wxr "$work/export.xml" --publish --data "$work/imported" --quiet >"$work/said" &
  local pid=$!
  pids+=("$pid")
  while kill -0 "$pid" 2>/dev/null; do memory "$pid" 2>/dev/null || true; sleep 0.5; done >"$work/pss"
  wait "$pid"
  ended=$(date +%s.%N)
  cat "$work/said"
  awk -v what="$1" -v n="$stories" -v s="$(echo "$ended - $begun" | bc)" -v most="$(sort -n "$work/pss" | tail -n 1)" \
    'NF == 2 { all[++lines] = $1 - $2 } END {
       printf "P12: %s: %.0f stories/s (%.1f s); at most MiB PSS, of that the database mapped: %s; without that, at each tenth:", what, n / s, s, most
       for (i = 1; i <= 10; i++) printf " %.0f", all[1 + int((lines - 1) * i / 10)]
       print "" }' "$work/pss"
}
mkdir -p "$work/imported"
disk "$work/imported"
for run in $(seq "${runs:-1}"); do rm -rf "$work/imported"; import "the first time"; done
import "again"
disk "$work/imported"
