#!/usr/bin/env bash
# P6: stories created and published by the API, two requests a story, each answered when it is durable: stories a second
# over 8 and over 64 connections, into a newsroom of 200 stories (`stories=N` for another).
source "$(dirname "$0")/size.sh"
build wrk
copied room "${stories:-200}"
token=$(token "$room")
serve "$room"
# write CONNECTIONS
write() {
  local before
  before=$(ticks "$server")
  wrk -t1 -c"$1" -d"$seconds"s --latency -s bench/write.lua "$url" -- "$token" >"$work/wrk"
  grep -E '^refused' "$work/wrk" >&2 || true
  awk -v t="$(($(ticks "$server") - before))" -v hz="$(getconf CLK_TCK)" -v c="$1" \
    '/^published/ { n = $2; s = $4 } /50%/ { p50 = $2 } /99%/ { p99 = $2 }
     END { printf "%.0f stories/s over %d connections; a request p50 %s, p99 %s; server CPU %.0f µs a story\n", n / s, c, p50, p99, t * 1e6 / hz / n }' "$work/wrk"
}
seconds=2 write 8 >/dev/null
for connections in 8 64; do
  disk "$room"
  for run in $(seq "$runs"); do write "$connections" | tee -a "$work/of-$connections"; done
done
disk "$room"
judged "P6 created and published by API, 8 connections" "$(median <"$work/of-8")" stories/s higher 800 1500
judged "P6 created and published by API, 64 connections" "$(median <"$work/of-64")" stories/s higher 2000 4000
