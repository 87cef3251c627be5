# Shared by the measurements: a newspaper on core 0, the load on core 1, both on loopback.
# Needs wrk and nginx from Debian (`apt-get install wrk nginx-light`) and the `dist` build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; rm -rf "$work"' EXIT

# Builds the program, unless STOPPRESS names one that is built already.
build() {
  program=${STOPPRESS:-target/dist/stoppress}
  [ -n "${STOPPRESS:-}" ] || cargo build --quiet --profile dist --bin stoppress
}

# start [VARIABLE=VALUE …]: the demonstration newspaper on core 0; sets $url and $server.
start() {
  local log="$work/server.log"
  env "$@" taskset -c 0 "$program" demo --data "$work/demo" --listen 127.0.0.1:0 ${stories:+--stories "$stories"} \
    >"$log" 2>&1 &
  server=$!
  pids+=("$server")
  until url=$(sed -n 's/^The Fixture Gazette is at \(http.*\)\/$/\1/p' "$log") && [ -n "$url" ]; do
    kill -0 "$server" || { cat "$log" >&2; exit 1; }
    sleep 0.1
  done
}

stop() { kill "$1"; wait "$1" 2>/dev/null || true; }

# The address of the newest story with a text of some length.
story() { curl -s "$url/api/v1/stories?edition=en&kind=news&limit=1" | sed -n 's/.*"url":"\([^"]*\)".*/\1/p' | head -n 1; }

# ticks PID…: the CPU time of processes and their children so far, in clock ticks.
ticks() { for pid in "$@"; do awk '{ print $14 + $15 }' "/proc/$pid/stat"; done | awk '{ sum += $1 } END { print sum }'; }

# load ADDRESS CONNECTIONS SECONDS [HEADER]: wrk on core 1; prints requests, requests a second, p50 and p99.
load() {
  taskset -c 1 wrk -t1 -c"$2" -d"$3"s --latency ${4:+-H "$4"} "$1" >"$work/wrk"
  awk '/requests in/ { requests = $1 } /Requests\/sec/ { rate = $2 } /50%/ { p50 = $2 } /99%/ { p99 = $2 }
       /Non-2xx/ { print "refused:", $0 > "/dev/stderr" }
       END { print requests, rate, p50, p99 }' "$work/wrk"
}

median() { sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

# cost PIDS ADDRESS HEADER: server CPU in microseconds a request under 64 connections, and wrk's line.
cost() {
  local before after line requests
  before=$(ticks $1)
  line=$(load "$2" 64 "${seconds:-5}" "$3")
  after=$(ticks $1)
  requests=${line%% *}
  awk -v t="$((after - before))" -v n="$requests" -v hz="$(getconf CLK_TCK)" -v rest="${line#* }" \
    'BEGIN { printf "%.2f %s\n", t * 1e6 / hz / n, rest }'
}
