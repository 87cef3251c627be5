#!/usr/bin/env bash
# P10: from the start of the program to the first 200 of the front, with 100,000 stories: after it was stopped, and after
# it was killed while it wrote, so that the write-ahead log is read first.
source "$(dirname "$0")/size.sh"
build
copied "${stories:-100000}"
token=$(token "$room")
for run in 1 2 3 4 5; do taskset -c 1 python3 bench/started.py "$program" "$room" | tee -a "$work/stopped" | sed 's/^/stopped: ms to the first 200, to the one after: /'; done
for run in 1 2 3; do
  serve "$room"
  taskset -c 1 wrk -t1 -c8 -d2s -s bench/write.lua "$url" -- "$token" >"$work/wrk"
  kill -9 "$server"
  wait "$server" 2>/dev/null || true
  taskset -c 1 python3 bench/started.py "$program" "$room" | tee -a "$work/killed" | sed 's/^/killed: ms to the first 200, to the one after: /'
done
echo "P10: ${stories:-100000} stories: start to first 200: $(median <"$work/stopped") ms; after a kill $(median <"$work/killed") ms"
