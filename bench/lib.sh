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

# reached LOG: waits until the server just started says in its log where it is; sets $url and $server.
reached() {
  server=$!
  pids+=("$server")
  until url=$(sed -n 's/^The \(Fixture Gazette\|newsroom in .*\) is at \(http.*\)\/$/\2/p' "$1") && [ -n "$url" ]; do
    kill -0 "$server" || { cat "$1" >&2; exit 1; }
    sleep 0.02
  done
}

# start [VARIABLE=VALUE …]: the demonstration newspaper on core 0; sets $url and $server.
start() {
  env "$@" taskset -c 0 "$program" demo --data "$work/demo" --listen 127.0.0.1:0 ${stories:+--stories "$stories"} \
    >"$work/server.log" 2>&1 &
  reached "$work/server.log"
}

# serve DIR [VARIABLE=VALUE …]: the newsroom in a folder on core 0, at $listen if that is set; sets $url and $server.
serve() {
  local dir=$1
  shift
  # What the server before it said is not to be taken for its word.
  : >"$work/serve.log"
  env "$@" taskset -c 0 "$program" serve --data "$dir" --listen "${listen:-127.0.0.1:0}" >"$work/serve.log" 2>&1 &
  reached "$work/serve.log"
}

# nginx CONFIGURATION: on core 0; sets $workers to its processes.
nginx() {
  chmod -R a+rX "$work"
  taskset -c 0 /usr/sbin/nginx -c "$1" &
  local nginx=$!
  pids+=("$nginx")
  sleep 1
  workers="$nginx $(pgrep -P "$nginx" | tr '\n' ' ')"
}

stop() { kill "$1"; wait "$1" 2>/dev/null || true; }

# The address of the newest story with a text of some length.
story() { curl -s "$url/api/v1/stories?edition=en&kind=news&limit=1" | sed -n 's/.*"url":"\([^"]*\)".*/\1/p' | head -n 1; }

# ticks PID…: the CPU time of processes and their children so far, in clock ticks.
ticks() { for pid in "$@"; do awk '{ print $14 + $15 }' "/proc/$pid/stat"; done | awk '{ sum += $1 } END { print sum }'; }

# pss PID…: the proportional memory of processes, in KiB; those that have ended have none.
pss() {
  for pid in "$@"; do cat "/proc/$pid/smaps_rollup" 2>/dev/null || true; done | awk '/^Pss:/ { sum += $2 } END { print sum + 0 }'
}

# token DIR: a token that may publish.
token() { "$program" token add bench --role editor --data "$1" --quiet; }

# order PATH [BODY]: an order to the API of stories, with $token.
order() {
  curl -s -X POST "$url/api/v1/stories$1" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d "${2:-}"
}

# draft HEADLINE: a story of one sentence; prints its id. publish ID: publishes it.
draft() {
  order '' "{\"edition\":\"en\",\"kind\":\"news\",\"section\":\"world\",\"headline\":\"$1\",\"body_html\":\"<p>One sentence.</p>\"}" |
    sed -n 's/^{"id":"\([^"]*\)".*/\1/p'
}
publish() { order "/$1/publish" >"$work/published"; }

# disk DIR: how long the disk takes to make an appended page durable: the median and the slowest tenth of 300.
disk() {
  python3 - "$1" <<'P'
import os, sys, time
path = os.path.join(sys.argv[1], "probe")
file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
took = []
for _ in range(300):
    os.write(file, b"x" * 4096)
    begun = time.perf_counter()
    os.fdatasync(file)
    took.append(time.perf_counter() - begun)
os.unlink(path)
took.sort()
print(f"fdatasync of 4 KiB in the same folder: median {took[150] * 1e3:.2f} ms, slowest tenth {took[270] * 1e3:.2f} ms")
P
}

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
