# Shared by the measurements: the server on core 0, the script and its loads on core 1, all on loopback.
# `runs=N` and `seconds=N` before a script change how often and how long; what is made is below TMPDIR.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
runs=${runs:-5} seconds=${seconds:-5}

work=$(mktemp -d)
pids=()
trap finish EXIT

# Ends what was started, waits until it has ended, and only then takes its folder away.
finish() {
  [ ${#pids[@]} -eq 0 ] || stop "${pids[@]}"
  rm -rf "$work"
}

# stop PID…: ends processes of ours (signal=KILL: at once), and waits until they have ended.
stop() {
  local pid left=()
  kill -s "${signal:-TERM}" "$@" 2>/dev/null || true
  for pid in "$@"; do wait "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do [[ " $* " == *" $pid "* ]] || left+=("$pid"); done
  pids=("${left[@]}")
}

# build PACKAGE…: sees to what a measurement needs: Debian's packages; the program, unless STOPPRESS names one that is
# built already; its own core.
build() {
  need curl python3 "$@"
  program=${STOPPRESS:-target/dist/stoppress}
  [ -n "${STOPPRESS:-}" ] || cargo build --quiet --profile dist --bin stoppress
  taskset -cp 1 $$ >"$work/pinned"
  machine "$@"
}

# machine PACKAGE…: says what is measured, and on what.
machine() {
  echo "# $(date '+%F %R'): commit $(git describe --always --dirty --exclude '*'), program of $(date -r "$program" '+%F %R')"
  echo "# $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc --all) cores, Linux $(uname -r), $(rustc --version)"
  [ $# -eq 0 ] || echo "#$(dpkg-query -W -f ' ${Package} ${Version},' "$@")" | sed 's/,$//'
}

# need PACKAGE…: installs what is missing of Debian's packages.
need() {
  local package missing=()
  for package in "$@"; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
  [ ${#missing[@]} -eq 0 ] && return
  [ "$(id -u)" = 0 ] || { echo "missing of Debian's packages: ${missing[*]}" >&2; exit 1; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >"$work/installed" 2>&1 ||
    { cat "$work/installed" >&2; exit 1; }
}

# ssebench: builds the client of ten thousand open pages, which stands in ../shared (SHARED names another place of it);
# sets $ssebench.
ssebench() {
  local target=target/bench/ssebench
  cargo build --quiet --release --locked --target-dir "$target" --manifest-path "${SHARED:-../shared}/bench/ssebench/Cargo.toml"
  ssebench=$target/release/ssebench
  ulimit -n "$(ulimit -Hn)"
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
  # What the server before it said is not to be taken for its word.
  : >"$work/server.log"
  env "$@" taskset -c 0 "$program" demo --data "$work/demo" --listen 127.0.0.1:0 ${stories:+--stories "$stories"} \
    >"$work/server.log" 2>&1 &
  reached "$work/server.log"
}

# serve DIR [VARIABLE=VALUE …]: the newsroom in a folder on core 0, at $listen if that is set; sets $url and $server.
serve() {
  local dir=$1
  shift
  : >"$work/serve.log"
  env "$@" taskset -c 0 "$program" serve --data "$dir" --listen "${listen:-127.0.0.1:0}" >"$work/serve.log" 2>&1 &
  reached "$work/serve.log"
}

# nginx CONFIGURATION: on core 0; sets $nginx to the process, and $workers to it and those below it.
nginx() {
  chmod -R a+rX "$work"
  taskset -c 0 /usr/sbin/nginx -c "$1" &
  nginx=$!
  pids+=("$nginx")
  sleep 1
  workers="$nginx $(pgrep -P "$nginx" | tr '\n' ' ')"
}

# rest PID…: waits until servers do nothing by themselves. After pictures have come in, ours makes more forms of them,
# one picture every few seconds, once nobody has asked for anything for ten seconds. (Where somebody asks all the time it is
# one picture a minute: what is measured on the demonstration leaves no such gap, and a median does not see the one.)
rest() {
  local before after quiet=0 tries=0
  after=$(ticks "$@")
  while [ "$quiet" -lt 7 ]; do
    sleep 3
    before=$after
    after=$(ticks "$@")
    if [ $((after - before)) -gt 20 ]; then quiet=0; else quiet=$((quiet + 1)); fi
    [ $((tries += 1)) -lt 200 ] || { echo "it does not come to rest" >&2; exit 1; }
  done
}

# addresses [COUNT]: of the newest English stories, at most 100.
addresses() { curl -s "$url/api/v1/stories?edition=en&limit=${1:-100}" | grep -o '"url":"[^"]*"' | cut -d'"' -f4; }

# story: the address of the newest piece of news.
story() { curl -s "$url/api/v1/stories?edition=en&kind=news&limit=1" | grep -o '"url":"[^"]*"' | head -n 1 | cut -d'"' -f4; }

# words ADDRESS: how many the page has, those of its frame too.
words() { curl -s "$1" | sed 's/<[^>]*>/ /g' | wc -w; }

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
  [ "$(stat -f -c %T "$1")" != tmpfs ] || { echo "$1 is in memory: TMPDIR is to name a folder on the disk" >&2; exit 1; }
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
print(f"fdatasync of 4 KiB in the same folder: median {took[150] * 1e3:.2f} ms, slowest tenth {took[270] * 1e3:.2f} ms, slowest {took[-1] * 1e3:.2f} ms")
P
}

# load ADDRESS CONNECTIONS [HEADER]: wrk for $seconds; prints requests, requests a second, p50 and p99 in milliseconds.
load() {
  wrk -t1 -c"$2" -d"$seconds"s --latency ${3:+-H "$3"} "$1" >"$work/wrk"
  awk 'function ms(v) { return sprintf("%.2f", v * (v ~ /us$/ ? 0.001 : v ~ /ms$/ ? 1 : 1000)) }
       /requests in/ { requests = $1 } /Requests\/sec/ { rate = $2 } /50%/ { p50 = ms($2) } /99%/ { p99 = ms($2) }
       /Non-2xx|Socket errors/ { print "refused:", $0 > "/dev/stderr" }
       END { print requests, rate, p50, p99 }' "$work/wrk"
}

# warm ADDRESS CONNECTIONS [HEADER]: the same for a second, of which nothing is kept.
warm() { seconds=1 load "$@" >/dev/null; }

# cost PIDS ADDRESS HEADER: server CPU in microseconds a request under 64 connections, and the rest of what `load` prints.
cost() {
  local before line
  before=$(ticks $1)
  line=$(load "$2" 64 "$3")
  awk -v t="$(($(ticks $1) - before))" -v n="${line%% *}" -v hz="$(getconf CLK_TCK)" -v rest="${line#* }" \
    'BEGIN { printf "%.2f %s\n", t * 1e6 / hz / n, rest }'
}

# Of numbers, one a line. column N FILE: the Nth word of each line.
median() { sort -n | awk '{ a[NR] = $1 } END { h = int(NR / 2); print NR % 2 ? a[h + 1] : (a[h] + a[h + 1]) / 2 }'; }
spread() { sort -n | awk 'NR == 1 { least = $1 } { most = $1 } END { print least " to " most }'; }
most() { sort -n | tail -n 1; }
column() { awk -v n="$1" '{ print $n }' "$2"; }
# ratios FILE FILE: of each number of the one to that beside it in the other.
ratios() { paste "$1" "$2" | awk '{ print $1 / $2 }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3g\n", a / b }'; }

# judged NAME VALUE UNIT higher|lower GATE [GOAL]: a figure, and whether it keeps its gate and reaches its goal.
judged() {
  awk -v name="$1" -v value="$2" -v unit="$3" -v way="$4" -v gate="${5:-}" -v goal="${6:-}" '
    function verdict(what, bound) {
      if (bound == "") return ""
      return sprintf("; %s %s %s: %s", what, way == "higher" ? "≥" : "≤", bound,
        (way == "higher" ? value + 0 >= bound + 0 : value + 0 <= bound + 0) ? "met" : "MISSED")
    }
    BEGIN { print name ": " value " " unit verdict("gate", gate) verdict("goal", goal) }'
}

# figure NAME UNIT OURS PEER THEIRS higher|lower GATE GOAL [RATIO]: the same beside somebody else, and as a row for
# bench/figures.csv. A bound such as 1.0x is a multiple of theirs; the ratio is that of the two unless it is given.
figure() {
  local ratio=${9:-$(ratio "$3" "$5")}
  echo "$1: stoppress $3 $2, $4 $5 $2"
  if [[ "$7$8" == *x* ]]; then judged "$1" "$ratio" "× $4" "$6" "${7%x}" "${8%x}"; else judged "$1" "$3" "$2, $ratio × $4" "$6" "$7" "$8"; fi
  echo "row: \"$1\",$2,$3,$4,$5,$ratio,$6,$7,$8"
}
