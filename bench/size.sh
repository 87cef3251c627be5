# Shared by the measurements at size: newsrooms of any number of stories, served on core 0, and the disk's own time.
# A newsroom is made once a run; `rooms=DIR` keeps them there for the next one.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# room N: makes the demonstration of N stories; sets $room. It is not to be written into: `copied` is.
room() {
  room="${rooms:-$work}/room-$1"
  [ -e "$room/whole" ] && return
  rm -rf "$room"
  "$program" demo --data "$room" --listen 127.0.0.1:0 --stories "$1" --quiet >"$work/filled" 2>&1 &
  local filling=$!
  pids+=("$filling")
  until grep -q 'is at http' "$work/filled"; do
    kill -0 "$filling" || { cat "$work/filled" >&2; exit 1; }
    sleep 0.2
  done
  stop "$filling"
  touch "$room/whole"
}

# copied N: a copy of the newsroom of N stories that may be written into; sets $room.
copied() {
  room "$1"
  rm -rf "$work/copy"
  cp -a "$room" "$work/copy"
  room="$work/copy"
}

# serve DIR [VARIABLE=VALUE …]: serves it on core 0; sets $url and $server.
serve() {
  local log="$work/serve.log" dir=$1
  shift
  : >"$log"
  env "$@" taskset -c 0 "$program" serve --data "$dir" --listen 127.0.0.1:0 >"$log" 2>&1 &
  server=$!
  pids+=("$server")
  until url=$(sed -n 's/^The newsroom in .* is at \(http.*\)\/$/\1/p' "$log") && [ -n "$url" ]; do
    kill -0 "$server" || { cat "$log" >&2; exit 1; }
    sleep 0.02
  done
}

# token DIR: a token that may publish; the newsroom is not served yet.
token() { "$program" token add bench --role editor --data "$1" --quiet; }

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

# pss PID: what it holds of the memory now, in MiB, and how much of that is the database mapped.
pss() {
  awk -v all="$(awk '/^Pss:/ { print $2 }' "/proc/$1/smaps_rollup")" \
    '/^[0-9a-f]+-[0-9a-f]+ / { mapped = /newsroom\.db/ } /^Pss:/ && mapped { db += $2 }
     END { printf "%.1f %.1f\n", all / 1024, db / 1024 }' "/proc/$1/smaps"
}
