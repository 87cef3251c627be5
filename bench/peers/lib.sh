# Shared by the comparisons with other systems: a database of its own, one set of stories for both sides, the same
# questions to both in one run. Both are on core 0, and only one of them is asked at a time.
peers=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$peers/../lib.sh"
trap finish EXIT
# Both sides begin with so many stories of 600 words with a picture; memory is asked with so many.
few=${few:-200}
many=${many:-10000}

# Ends what was started, waits until it has ended, and only then takes its folder away.
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}

# need PACKAGE…: installs what is missing of Debian's packages.
need() {
  local package missing=()
  for package in "$@"; do dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package"); done
  [ ${#missing[@]} -eq 0 ] || DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}" >&2
}

# The servers do not run as root where this does: databases and PHP refuse to, and an operator would not.
chmod 755 "$work"
as=()
if [ "$(id -u)" = 0 ]; then
  as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
  chown nobody:nogroup "$work"
fi

press() { taskset -c 1 python3 "$peers/press.py" "$@"; }
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# database: MariaDB with a folder of its own, on core 0, reached by a socket alone; sets $database.
database() {
  "${as[@]}" mariadb-install-db --no-defaults --datadir="$work/mysql" --auth-root-authentication-method=normal \
    --skip-test-db >"$work/mysql.log" 2>&1
  taskset -c 0 "${as[@]}" mariadbd --no-defaults --datadir="$work/mysql" --socket="$work/mysql.sock" --skip-networking \
    --pid-file="$work/mysql.pid" --innodb-flush-log-at-trx-commit=1 >>"$work/mysql.log" 2>&1 &
  database=$!
  pids+=("$database")
  until mariadb-admin --no-defaults --socket="$work/mysql.sock" --user=root ping >/dev/null 2>&1; do
    kill -0 "$database" || { cat "$work/mysql.log" >&2; exit 1; }
    sleep 0.2
  done
}
sql() { mariadb --no-defaults --socket="$work/mysql.sock" --user=root "$@"; }

# part COMMAND…: starts a server, or a part of one, on core 0; adds it to $servers.
part() {
  taskset -c 0 "$@" >>"$work/server.log" 2>&1 &
  servers+=($!)
  pids+=($!)
}

# begin ADDRESS FUNCTION…: calls it, which is to start a server; sets $servers, and $took to the milliseconds until the
# address is answered with 200.
begin() {
  local address=$1 since waiter
  shift
  servers=()
  press wait "$address" >"$work/first" &
  waiter=$!
  sleep 0.3
  since=$EPOCHREALTIME
  "$@"
  wait "$waiter" || { tail -n 30 "$work/server.log" >&2; exit 1; }
  took=$(awk -v a="$since" -v b="$(cat "$work/first")" 'BEGIN { printf "%.0f", (b - a) * 1000 }')
}

# end PID…: ends servers, and waits until they have ended.
end() {
  local pid left=()
  kill "$@"
  for pid in "$@"; do wait "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do [[ " $* " == *" $pid "* ]] || left+=("$pid"); done
  pids=("${left[@]}")
}

# own [VARIABLE=VALUE …]: a newsroom of our own without the demonstration, begun anew; sets $ours_pids.
ours=http://127.0.0.1:$(port)
own() {
  [ -z "${ours_pids:-}" ] || end $ours_pids
  begin "$ours/en/" part env "$@" "$program" serve --data "$work/ours" --listen "${ours#http://}"
  ours_pids=${servers[*]}
  ours_key=${ours_key:-$("$program" token add peers --role editor --data "$work/ours" 2>/dev/null)}
}

# up: the other system begun anew by its `parts`; the database stays. Sets $their_pids.
up() {
  [ -z "${their_pids:-}" ] || end $their_pids
  begin "$theirs/" parts
  their_pids=${servers[*]}
}

# tree PID: the process and all below it.
tree() {
  echo "$1"
  local child
  for child in $(pgrep -P "$1" || true); do tree "$child"; done
}

# memory PID…: the PSS of these processes and all below them, in MiB.
memory() {
  local pid all=()
  for pid in "$@"; do all+=($(tree "$pid")); done
  pss "${all[@]}" | awk '{ printf "%.0f\n", $1 / 1024 }'
}

# most ADDRESS PID…: the most memory while the page is asked for over 8 connections.
most() {
  local address=$1 loader sample
  shift
  load "$address" 8 "${seconds:-5}" >/dev/null &
  loader=$!
  for sample in $(seq "$((${seconds:-5} * 2))"); do sleep 0.4; memory "$@"; done | sort -n | tail -n 1
  wait "$loader"
}

# milliseconds: wrk's «14.20ms», «812.00us» or «1.02s» as a number of milliseconds.
milliseconds() { awk '{ v = $1 + 0; if ($1 ~ /us$/) v /= 1000; else if ($1 !~ /ms$/) v *= 1000; printf "%.2f\n", v }'; }

# asked NAME OURS THEIRS: five runs of each by turns over 8 connections: requests a second.
asked() {
  local run
  for run in 0 1 2 3 4 5; do
    # The first warms up.
    load "$2" 8 "${seconds:-5}" | sed "s/^/$run /" >>"$work/asked.ours"
    load "$3" 8 "${seconds:-5}" | sed "s/^/$run /" >>"$work/asked.theirs"
  done
  sed "s/^/stoppress  run, requests, req\/s, p50, p99: /" "$work/asked.ours"
  sed "s/^/$peer  run, requests, req\/s, p50, p99: /" "$work/asked.theirs"
  figure "$1" req/s "$(grep -v ^0 "$work/asked.ours" | cut -d' ' -f3 | median)" \
    "$(grep -v ^0 "$work/asked.theirs" | cut -d' ' -f3 | median)" higher
  rm "$work"/asked.*
}

# alone ADDRESS: the median of one connection in milliseconds; the median of three runs.
alone() {
  local run
  for run in 1 2 3; do load "$1" 1 "${seconds:-5}" | cut -d' ' -f3 | milliseconds; done | median
}

# figure NAME UNIT OURS THEIRS higher|lower: a line for people, and a row of bench/figures.csv for the end.
figure() {
  awk -v name="$1" -v unit="$2" -v a="$3" -v b="$4" -v peer="$peer" \
    'BEGIN { printf "%s: stoppress %s %s, %s %s %s: %.2f × %s\n", name, a, unit, peer, b, unit, a / b, peer }'
  echo "\"$1\",$2,$3,$peer,$4,$5," >>"$work/rows"
}


# What both are asked. A script that compares sets $system (its name for press.py), $theirs (its address), $their_key, and
# the functions `parts`, which starts what the system consists of, and `copies COUNT`.
# fill COUNT: as many stories more on both sides.
fill() {
  their_story=$(press fill "$system" "$theirs" "$their_key" "$1")
  our_story=$(press fill stoppress "$ours" "$ours_key" "$1")
}

pages() {
  local side
  for side in "$our_story" "$their_story" "$ours/en/" "$theirs/"; do
    echo "$side: $(curl -s "$side" | wc -c) bytes, $(curl -s "$side" | sed 's/<[^>]*>/ /g' | wc -w) words," \
      "$(curl -s "$side" | grep -oE 'story [0-9]{10} [0-9]+' | sort -u | wc -l) headlines"
  done
  asked "story page, 8 connections" "$our_story" "$their_story"
  figure "story page, one connection, median" ms "$(alone "$our_story")" "$(alone "$their_story")" lower
  asked "front of 30 stories, 8 connections" "$ours/en/" "$theirs/"
}

publication() {
  local ours_seen theirs_seen
  disk "$work"
  ours_seen=$(press seen stoppress "$ours" "$ours_key" 30)
  theirs_seen=$(press seen "$system" "$theirs" "$their_key" 30)
  figure "published until seen on front and in feed, median" ms "${ours_seen% *}" "${theirs_seen% *}" lower
  figure "published until seen on front and in feed, most of 30" ms "${ours_seen#* }" "${theirs_seen#* }" lower
  # Ours writes so much in ten seconds that what is asked afterwards would not be of the same number of stories.
  end $ours_pids
  cp -r "$work/ours" "$work/kept"
  ours_pids=
  own
  figure "created and published by API, 8 connections" stories/s \
    "$(press written stoppress "$ours" "$ours_key" 10)" "$(press written "$system" "$theirs" "$their_key" 10)" higher
  end $ours_pids
  rm -rf "$work/ours"
  mv "$work/kept" "$work/ours"
  ours_pids=
  own
}

# beginnings COUNT: three starts of each, the database of the other being there already.
beginnings() {
  local run
  for run in 1 2 3; do own; echo "$took" >>"$work/began.ours"; up; echo "$took" >>"$work/began.theirs"; done
  figure "start to the first page with $1 stories" ms "$(median <"$work/began.ours")" "$(median <"$work/began.theirs")" lower
  rm "$work"/began.*
}

remembered() {
  local a b c
  sleep 5
  a=$(memory $ours_pids)
  b=$(memory $their_pids)
  c=$(memory "$database")
  figure "memory with $many stories, idle" MiB "$a" "$((b + c))" lower
  echo "  of which $peer $b MiB, MariaDB $c MiB"
  a=$({ most "$our_story" $ours_pids; most "$ours/en/" $ours_pids; } | sort -n | tail -n 1)
  b=$({ most "$their_story" $their_pids; most "$theirs/" $their_pids; } | sort -n | tail -n 1)
  c=$(memory "$database")
  figure "memory with $many stories, under load" MiB "$a" "$((b + c))" lower
  echo "  of which $peer $b MiB, MariaDB $c MiB"
}

# rest: waits until neither side works by itself. After pictures have come in, ours makes more forms of them in quiet
# moments, one picture every few seconds, which would else be taken from the other side.
rest() {
  local before after quiet=0 tries=0
  after=$(ticks $ours_pids $their_pids)
  while [ "$quiet" -lt 5 ]; do
    sleep 3
    before=$after
    after=$(ticks $ours_pids $their_pids)
    if [ $((after - before)) -gt 20 ]; then quiet=0; else quiet=$((quiet + 1)); fi
    [ $((tries += 1)) -lt 200 ] || { echo "it does not come to rest" >&2; exit 1; }
  done
}

# compare: everything, from two sides that are up and empty.
compare() {
  begin_with "$few"
  at_few
  at_many
  printf '\nrows of bench/figures.csv:\n'
  cat "$work/rows"
}

begin_with() {
  own STOPPRESS_PAGE_CACHE=off
  fill "$1"
  rest
}

at_few() {
  pages
  own
  publication
}

at_many() {
  beginnings "$few"
  grow
  beginnings "$many"
  remembered
}

# grow: both sides to $many stories; theirs by copying rows, which `copies COUNT` does, since its API would take long.
grow() {
  copies "$((many / few - 1))"
  press fill stoppress "$ours" "$ours_key" "$((many - few))" >"$work/grown"
}
