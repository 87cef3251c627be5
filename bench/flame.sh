#!/usr/bin/env bash
# Flame graphs of what the figures that were hard to win are made of, into docs/running/charts: the server's processor
# while the load of P1 (a story page from the cache), P2 (the same, cache off), P4 (a publication a second to 10,000 open
# pages) and P6 (stories created and published over 64 connections) runs, and the import of P12. Says how many samples
# there were, of how many that were due. A program that STOPPRESS names is to have line tables.
# Needs ../shared/bench/ssebench (SHARED names another place of ../shared).
export CARGO_PROFILE_DIST_DEBUG=line-tables-only CARGO_PROFILE_DIST_STRIP=none
seconds=${seconds:-12}
source "$(dirname "$0")/size.sh"
build wrk linux-perf
ssebench
cargo install --quiet --locked --root target/bench inferno --version 0.12.3
posts=${posts:-100000} pages=${pages:-10000}

# flame NAME TITLE PID: what a process does for some seconds, by the stacks that it is found in. A graph of too few samples is
# not kept.
flame() {
  local graph=docs/running/charts/flame-$1.svg used
  used=$(ticks "$3")
  perf record --call-graph dwarf,32768 --mmap-pages 16M -F 199 -p "$3" -o "$work/perf" -- sleep "$seconds" 2>"$work/recorded"
  used=$(($(ticks "$3") - used))
  perf report --stats -i "$work/perf" 2>"$work/reported" |
    awk -v name="$1" -v due="$((used * 199 / $(getconf CLK_TCK)))" '
      $1 == "SAMPLE" { n = $3 } $1 == "LOST_SAMPLES" { lost = $3 }
      END { printf "flame %s: %d samples of %d that were due, %d lost\n", name, n, due, lost; exit lost > 0 || n < due / 2 || n < 100 }' ||
    { echo "MISSED: too few samples to be believed"; return 0; }
  perf script -i "$work/perf" --no-inline 2>"$work/scripted" | target/bench/bin/inferno-collapse-perf 2>"$work/collapsed" >"$work/stacks"
  target/bench/bin/inferno-flamegraph --title "$2" --minwidth 0.6 --width 1200 "$work/stacks" >"$work/graph"
  mv "$work/graph" "$graph"
  echo "  $graph: $(stat -c %s "$graph") bytes"
}
# under COMMAND…: a load in the background; sets $load.
under() { "$@" >"$work/load" 2>&1 & load=$!; pids+=("$load"); sleep 2; }

start
address=$(story)
token=$(token "$work/demo")
under wrk -t1 -c64 -d "$((seconds + 4))s" -H 'Accept-Encoding: gzip' "$address"
flame p1 "P1: a story page from the cache" "$server"
stop "$load"

under "$ssebench" --url "$url/events?topics=newsfeed:en" --conns "$pages" --sources 20 --secs "$((seconds + 10))"
while sleep 1; do publish "$(draft "Publication $SECONDS")"; done &
publications=$!
pids+=("$publications")
sleep 5
flame p4 "P4: a publication a second to 10,000 open pages" "$server"
stop "$publications" "$load" "$server"

copied paper 200
token=$(token "$room")
serve "$room" STOPPRESS_PAGE_CACHE=off
under wrk -t1 -c8 -d "$((seconds + 4))s" "$url$(cat "$room/whole")"
flame p2 "P2: a story page, cache off" "$server"
stop "$load" "$server"

serve "$room"
under wrk -t1 -c64 -d "$((seconds + 4))s" -s bench/write.lua "$url" -- "$token"
flame p6 "P6: stories created and published over 64 connections" "$server"
stop "$load" "$server"

python3 bench/wxr.py "$posts" >"$work/export.xml"
under taskset -c 0 "$program" import wxr "$work/export.xml" --publish --data "$work/imported" --quiet
flame p12 "P12: import of a WXR of $posts stories" "$load"
