#!/usr/bin/env bash
# Herd: 10,000 open pages come back after a restart of the server, each with what it last heard and with its topics:
# how long until the last has caught up, and how long other requests take meanwhile.
source "$(dirname "$0")/lib.sh"
build
ulimit -n "$(ulimit -Hn)"
pages=${pages:-10000} behind=${behind:-10} runs=${runs:-3}
cargo build --quiet --release --locked --target-dir target/bench --manifest-path bench/Cargo.toml
start
listen=${url#http://}
address=$(story)
topics() { curl -s "$1" | sed -n 's/.*data-topics="\([^"]*\)".*/\/events?topics=\1/p' | head -n 1; }
# Half of the pages are the front, half the newest stories; each listens to what its template says.
front=$(topics "$url/en/")
mapfile -t paths < <(curl -s "$url/api/v1/stories?edition=en&limit=40" | grep -o '"url":"[^"]*"' | cut -d'"' -f4 |
  while read -r page; do topics "$page"; echo "$front"; done)
token=$(token "$work/demo")
for n in $(seq 10); do publish "$(draft "Missed publication $n")"; done

# back WHEN: stops the server while all pages are open, starts it again, and says how they came back.
back() {
  : >"$work/herd"
  taskset -c 1 target/bench/release/herd "$listen" "$pages" "$behind" "$1" "/${address#http://*/}" "${paths[@]}" >"$work/herd" &
  local herd=$!
  pids+=("$herd")
  until grep -q ^open "$work/herd"; do sleep 0.1; done
  stop "$server"
  until grep -q ^away "$work/herd"; do sleep 0.1; done
  serve "$work/demo"
  wait "$herd"
  sed -n '3,$s/^/  /p' "$work/herd"
}
for run in $(seq "$runs"); do
  for when in as-told at-once; do
    echo "herd, $pages pages come back $when, run $run:"
    back "$when"
  done
done
