# Shared by the measurements at size: newsrooms of any number of stories, and what of the memory is the database's.
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

# memory PID: what it holds of the memory now (PSS), in MiB, and how much of that is the database mapped.
memory() {
  awk -v all="$(pss "$1")" \
    '/^[0-9a-f]+-[0-9a-f]+ / { mapped = /newsroom\.db/ } /^Pss:/ && mapped { db += $2 }
     END { printf "%.1f %.1f\n", all / 1024, db / 1024 }' "/proc/$1/smaps"
}
