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
token=$("$program" token add bench --role editor --data "$work/demo")
api() { curl -s -X POST "$url/api/v1/stories$1" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d "$2"; }
for n in $(seq 10); do
  id=$(api '' "{\"edition\":\"en\",\"kind\":\"news\",\"section\":\"world\",\"headline\":\"Missed publication $n\",\"body_html\":\"<p>One sentence.</p>\"}" |
    sed -n 's/^{"id":"\([^"]*\)".*/\1/p')
  api "/$id/publish" '' >/dev/null
done

# back WHEN: stops the server while all pages are open, starts it again, and says how they came back.
back() {
  : >"$work/herd"
  taskset -c 1 target/bench/release/herd "$listen" "$pages" "$behind" "$1" "/${address#http://*/}" "${paths[@]}" >"$work/herd" &
  local herd=$!
  pids+=("$herd")
  until grep -q ^open "$work/herd"; do sleep 0.1; done
  stop "$server"
  until grep -q ^away "$work/herd"; do sleep 0.1; done
  taskset -c 0 "$program" serve --data "$work/demo" --listen "$listen" >>"$work/server.log" 2>&1 &
  server=$!
  pids+=("$server")
  wait "$herd"
  sed -n '3,$s/^/  /p' "$work/herd"
}
for run in $(seq "$runs"); do
  for when in as-told at-once; do
    echo "herd, $pages pages come back $when, run $run:"
    back "$when"
  done
done
