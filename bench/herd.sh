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

# back WHEN: stops the server while all pages are open, starts it again, and says how they came back: as the server told
# them when it was stopped; after it was killed and told them nothing but, long before, their `retry`; all in one moment.
back() {
  local when=${1/killed/as-told}
  : >"$work/herd"
  taskset -c 1 target/bench/release/herd "$listen" "$pages" "$behind" "$when" "/${address#http://*/}" "${paths[@]}" >"$work/herd" &
  local herd=$!
  pids+=("$herd")
  until grep -q ^open "$work/herd"; do sleep 0.1; done
  if [ "$1" = killed ]; then kill -9 "$server"; wait "$server" 2>/dev/null || true; else stop "$server"; fi
  until grep -q ^away "$work/herd"; do sleep 0.1; done
  serve "$work/demo"
  wait "$herd"
  sed -n '3,$s/^/  /p' "$work/herd"
}
for run in $(seq "$runs"); do
  for when in as-told killed at-once; do
    echo "herd, $pages pages come back $when, run $run:"
    back "$when"
  done
done
