#!/usr/bin/env bash
# Herd: 10,000 open pages come back after a restart of the server, each with what it last heard and with its topics:
# how long until the last has caught up, and how long other requests take meanwhile. `ways=at-once` measures one of three ways.
source "$(dirname "$0")/lib.sh"
build
ulimit -n "$(ulimit -Hn)"
pages=${pages:-10000} behind=${behind:-10} ways=${ways:-as-told killed at-once}
cargo build --quiet --release --locked --target-dir target/bench --manifest-path bench/Cargo.toml
start
listen=${url#http://}
address=$(story)
# topics ADDRESS: the stream that the page listens to.
topics() { curl -s "$1" | sed -n 's/.*data-topics="\([^"]*\)".*/\/events?topics=\1/p' | head -n 1; }
# Half of the pages are the front, half the newest stories; each listens to what its template says.
front=$(topics "$url/en/")
mapfile -t paths < <(addresses 40 | while read -r page; do topics "$page"; echo "$front"; done)
token=$(token "$work/demo")
for n in $(seq "$behind"); do publish "$(draft "Missed publication $n")"; done

# back WHEN: stops the server while all pages are open, starts it again, and says how they came back: as the server told
# them when it was stopped; after it was killed and told them nothing but, long before, their `retry`; all in one moment.
back() {
  local when=${1/killed/as-told}
  local signal=TERM herd
  [ "$1" != killed ] || signal=KILL
  : >"$work/herd"
  target/bench/release/herd "$listen" "$pages" "$behind" "$when" "/${address#http://*/}" "${paths[@]}" >"$work/herd" &
  herd=$!
  pids+=("$herd")
  until grep -q ^open "$work/herd"; do kill -0 "$herd"; sleep 0.1; done
  stop "$server"
  until grep -q ^away "$work/herd"; do sleep 0.1; done
  serve "$work/demo"
  wait "$herd"
  sed -n '3,$s/^/  /p' "$work/herd" | tee -a "$work/$1"
}
# Half of the pages are the front, of which each has missed so many publications.
missed=$((pages / 2 * behind))
for run in $(seq "$runs"); do
  for when in $ways; do
    echo "herd, $pages pages come back $when, run $run:"
    back "$when"
  done
done
# of WHEN WORDS NAME: the numbers after a name in the lines with these words.
of() { grep "$2" "$work/$1" | sed "s/.*$3 \([0-9.]*\).*/\1/"; }
for when in $ways; do
  judged "herd, $when: caught up" "$(awk '/until the last/ { print $1 }' "$work/$when" | median)" s lower 15
  judged "herd, $when: messages that were missed and told again, the fewest" "$(sed -n 's/.* \([0-9]*\) messages, .*/\1/p' "$work/$when" | sort -n | head -n 1)" messages higher "$missed"
  for visitor in "until then, on one connection" "until then, each on a new connection" "in 15 s, on one connection" "in 15 s, each on a new connection"; do
    judged "herd, $when: a story $visitor, p99" "$(of "$when" "$visitor" p99 | median)" ms lower 50
    echo "  from $(of "$when" "$visitor" p99 | spread) ms in the runs; the slowest of all $(of "$when" "$visitor" slowest | most) ms"
    judged "  of these could not be had, the most in a run" "$(of "$when" "$visitor" times, | most)" stories lower 0
  done
done
