#!/usr/bin/env bash
# P12: import of a WXR of 100,000 stories (`stories=N` for another number), published, into an empty newsroom, over both
# cores: stories a second and the memory at each tenth; then the same file again, of which nothing is new. Three runs.
runs=${runs:-3}
source "$(dirname "$0")/size.sh"
build
stories=${stories:-100000}
python3 bench/wxr.py "$stories" >"$work/export.xml"
echo "$(($(stat -c %s "$work/export.xml") >> 20)) MiB"
# import WHAT
import() {
  local begun pid
  begun=$EPOCHREALTIME
  taskset -c 0,1 "$program" import wxr "$work/export.xml" --publish --data "$work/imported" --quiet >"$work/said" &
  pid=$!
  pids+=("$pid")
  while kill -0 "$pid" 2>/dev/null; do memory "$pid" 2>/dev/null || true; sleep 0.5; done >"$work/pss"
  wait "$pid"
  awk -v a="$begun" -v b="$EPOCHREALTIME" -v n="$stories" 'BEGIN { printf "%.0f\n", n / (b - a) }' >>"$work/$1"
  cat "$work/said"
  awk -v what="$1" -v rate="$(tail -n 1 "$work/$1")" 'NF == 4 { all[++lines] = $1 - $4 } END {
    printf "%s: %s stories/s; MiB PSS without the mapped database, at each tenth:", what, rate
    for (i = 1; i <= 10; i++) printf " %.0f", all[1 + int((lines - 1) * i / 10)]
    print "" }' "$work/pss"
}
for run in $(seq "$runs"); do
  rm -rf "$work/imported"
  mkdir "$work/imported"
  disk "$work/imported"
  import first
  import again
done
disk "$work/imported"
judged "P12 import of a WXR of $stories stories, published" "$(median <"$work/first")" stories/s higher 2000 5000
judged "P12 the same file again" "$(median <"$work/again")" stories/s higher
