#!/usr/bin/env bash
# Flame graphs of what the figures that were hard to win are made of: the server's processor while the load of P1 (a
# story page from the cache) and of P4 (a publication a second to 10,000 open pages) runs. Writes them into
# docs/running/charts/. Needs perf; the dist build is made with line tables, which do not change its code.
export CARGO_PROFILE_DIST_DEBUG=line-tables-only CARGO_PROFILE_DIST_STRIP=none
source "$(dirname "$0")/lib.sh"
build
cargo install --quiet --locked --root target/bench inferno --version 0.12.3
cargo build --quiet --release --locked --target-dir target/bench/ssebench --manifest-path "${SHARED:-../shared}/bench/ssebench/Cargo.toml"
ulimit -n "$(ulimit -Hn)"
seconds=${seconds:-12}
start

# flame NAME TITLE: what the server does for some seconds, by the stacks that it is found in.
flame() {
  perf record --quiet --call-graph dwarf,16384 -F 199 -p "$server" -o "$work/perf" -- sleep "$seconds" 2>/dev/null
  perf script -i "$work/perf" --no-inline 2>/dev/null | target/bench/bin/inferno-collapse-perf 2>/dev/null |
    target/bench/bin/inferno-flamegraph --title "$2" --minwidth 0.6 --width 1200 >"docs/running/charts/flame-$1.svg" 2>/dev/null
  ls -l "docs/running/charts/flame-$1.svg"
}

address=$(story)
taskset -c 1 wrk -t1 -c64 -d "$((seconds + 4))s" -H 'Accept-Encoding: gzip' "$address" >/dev/null &
pids+=($!)
sleep 2
flame p1 "P1: a story page from the cache"

token=$(token "$work/demo")
taskset -c 1 target/bench/ssebench/release/ssebench --url "$url/events?topics=newsfeed:en" --conns 10000 --sources 20 \
  --secs "$((seconds + 10))" >/dev/null 2>&1 &
pids+=($!)
sleep 5
for n in $(seq "$((seconds + 6))"); do publish "$(draft "Publication $n")"; sleep 1; done &
pids+=($!)
flame p4 "P4: a publication a second to 10,000 open pages"
