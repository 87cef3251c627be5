# Shared by the comparisons with other systems: a database of its own, one set of stories for both sides, the same
# questions to both in one run. Both are on core 0, and only one of them is asked at a time.
peers=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$peers/../lib.sh"
# Both sides begin with so many stories of 600 words with a picture; memory is asked with so many.
few=${few:-200}
many=${many:-10000}
# thousands N: a number as it stands in a name.
thousands() { echo "$1" | sed -E ':again; s/([0-9])([0-9]{3})(,|$)/\1,\2\3/; t again'; }

# The servers do not run as root where this does: databases and PHP refuse to, and an operator would not.
chmod 755 "$work"
as=()
if [ "$(id -u)" = 0 ]; then
  as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
  chown nobody:nogroup "$work"
fi
# What they put aside for a moment goes where they may write.
export TMPDIR=$work

press() { python3 "$peers/press.py" "$@"; }
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# database: MariaDB with a folder of its own, on core 0, reached by a socket alone; sets $database.
database() {
  "${as[@]}" mariadb-install-db --no-defaults --datadir="$work/mysql" --auth-root-authentication-method=normal \
    --skip-test-db >"$work/mysql.log" 2>&1 || { cat "$work/mysql.log" >&2; exit 1; }
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

# own [VARIABLE=VALUE …]: a newsroom of our own without the demonstration, begun anew; sets $ours_pids.
ours=http://127.0.0.1:$(port)
own() {
  [ -z "${ours_pids:-}" ] || stop $ours_pids
  begin "$ours/en/" part env "$@" "$program" serve --data "$work/ours" --listen "${ours#http://}"
  ours_pids=${servers[*]}
  ours_key=${ours_key:-$("$program" token add peers --role editor --data "$work/ours" 2>/dev/null)}
}

# up: the other system begun anew by its `parts`; the database stays. Sets $their_pids.
up() {
  [ -z "${their_pids:-}" ] || stop $their_pids
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

# loaded PID…: the most memory of these processes and all below them while their 2,000 addresses are asked for in turn over
# 8 connections, for so long that the slower side comes through some hundreds of them.
loaded() {
  local side=$1 loader
  shift
  wrk -t1 -c8 -d"$((seconds * 4))"s -s bench/read.lua "${!side}" -- "$work/$side.addresses" >"$work/wrk" &
  loader=$!
  while kill -0 "$loader" 2>/dev/null; do memory "$@"; sleep 0.4; done | most
}

# asked NAME OURS THEIRS GATE GOAL: runs of each by turns over 8 connections: requests a second.
asked() {
  local run
  warm "$2" 8
  warm "$3" 8
  for run in $(seq "$runs"); do
    load "$2" 8 | tee -a "$work/asked.ours" | sed "s/^/stoppress  requests, req\/s, p50, p99 in ms: /"
    load "$3" 8 | tee -a "$work/asked.theirs" | sed "s/^/$peer  requests, req\/s, p50, p99 in ms: /"
  done
  beside "$1" req/s "$(column 2 "$work/asked.ours" | median)" "$(column 2 "$work/asked.theirs" | median)" higher "$4" "$5"
  rm "$work"/asked.*
}

# alone ADDRESS: the median of one connection in milliseconds; the median of the runs.
alone() {
  local run
  for run in $(seq "$runs"); do load "$1" 1 | cut -d' ' -f3; done | median
}

# beside NAME UNIT OURS THEIRS higher|lower [GATE] [GOAL]: a figure beside theirs, and of how many stories on each side.
beside() {
  figure "$1" "$2" "$3" "$peer" "$4" "$5" "${6:-}" "${7:-}" | tee -a "$work/figures"
  echo "  published here: stoppress $(counted), $peer $(published)"
}

# counted: how many stories are published in ours. Of theirs it is `published`.
counted() { python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("select count(*) from published").fetchone()[0])' "$work/ours/newsroom.db"; }

# What both are asked. A script that compares sets $system (its name for press.py and that of its database), $theirs (its
# address), $their_key, and the functions `parts`, which starts what the system consists of, `copies COUNT`, `published`,
# which counts its stories, and `paths`, which tells where they are.
# fill COUNT: as many stories more on both sides.
fill() {
  their_story=$(press fill "$system" "$theirs" "$their_key" "$1")
  our_story=$(press fill stoppress "$ours" "$ours_key" "$1")
}

# keep: puts aside what both sides hold now. back: both hold that again, and have begun anew.
keep() {
  stop $ours_pids
  ours_pids=
  cp -r "$work/ours" "$work/kept"
  mariadb-dump --no-defaults --socket="$work/mysql.sock" --user=root "$system" >"$work/kept.sql"
  own
}
back() {
  stop $ours_pids $their_pids
  ours_pids= their_pids=
  rm -rf "$work/ours"
  mv "$work/kept" "$work/ours"
  sql "$system" <"$work/kept.sql"
  own
  up
}

pages() {
  local side
  for side in "$our_story" "$their_story" "$ours/en/" "$theirs/"; do
    echo "$side: $(curl -s "$side" | wc -c) bytes, $(words "$side") words," \
      "$(curl -s "$side" | grep -oE 'story [0-9]{10} [0-9]+' | sort -u | wc -l) headlines"
  done
  asked "story page, 8 connections" "$our_story" "$their_story" 1500 2500
  beside "story page, one connection, median" ms "$(alone "$our_story")" "$(alone "$their_story")" lower "" 0.5
  asked "front of 30 stories, 8 connections" "$ours/en/" "$theirs/" 600 1000
}

publication() {
  local ours_seen theirs_seen
  # What is written here is taken away afterwards: what is asked then is to be of the same number of stories.
  keep
  disk "$work"
  ours_seen=$(press seen stoppress "$ours" "$ours_key" 30)
  theirs_seen=$(press seen "$system" "$theirs" "$their_key" 30)
  disk "$work"
  beside "published until seen on front and in feed, median" ms "${ours_seen% *}" "${theirs_seen% *}" lower 20 10
  beside "published until seen on front and in feed, most of 30" ms "${ours_seen#* }" "${theirs_seen#* }" lower "" 40
  beside "created and published by API, 8 connections" stories/s \
    "$(press written stoppress "$ours" "$ours_key" 10)" "$(press written "$system" "$theirs" "$their_key" 10)" higher 800 1500
  disk "$work"
  back
}

# beginnings COUNT: starts of each, the database of the other being there already.
beginnings() {
  local run
  for run in $(seq "$runs"); do own; echo "$took" >>"$work/began.ours"; up; echo "$took" >>"$work/began.theirs"; done
  beside "start to the first page with $(thousands "$1") stories" ms "$(median <"$work/began.ours")" "$(median <"$work/began.theirs")" lower
  rm "$work"/began.*
}

# located SIDE: keeps the paths on standard input, at most 2,000, of which the first and the last must be there.
located() {
  local path
  head -n 2000 >"$work/$1.addresses"
  echo "$(wc -l <"$work/$1.addresses") addresses of $1"
  for path in "$(head -n 1 "$work/$1.addresses")" "$(tail -n 1 "$work/$1.addresses")"; do curl -sfS -o "$work/page" "${!1}$path"; done
}

remembered() {
  local a b c
  sleep 5
  a=$(memory $ours_pids)
  b=$(memory $their_pids)
  c=$(memory "$database")
  beside "memory with $(thousands "$many") stories, idle" MiB "$a" "$((b + c))" lower 90 60
  echo "  of which $peer $b MiB, MariaDB $c MiB"
  curl -s "$ours/sitemap.xml" | grep -oE '<loc>[^<]*/20[0-9]{2}/[^<]*' | sed "s|<loc>$ours||" >"$work/paths"
  located ours <"$work/paths"
  paths >"$work/paths"
  located theirs <"$work/paths"
  a=$(loaded ours $ours_pids)
  b=$(loaded theirs $their_pids)
  c=$(memory "$database")
  beside "memory with $(thousands "$many") stories, 2,000 pages asked for" MiB "$a" "$((b + c))" lower "" 150
  echo "  of which $peer $b MiB, MariaDB $c MiB"
}

# compare: everything, from two sides that are up and empty.
compare() {
  own STOPPRESS_PAGE_CACHE=off
  fill "$few"
  rest $ours_pids $their_pids
  pages
  own
  publication
  beginnings "$few"
  # Theirs by copying rows, since its API would take long.
  copies "$((many / few - 1))"
  press fill stoppress "$ours" "$ours_key" "$(($(published) - $(counted)))" >"$work/grown"
  beginnings "$many"
  remembered
  grep ^row: "$work/figures"
}
