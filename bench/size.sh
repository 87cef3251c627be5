# Shared by the measurements of newsrooms that are made before: of any number of stories, or of the comparisons' pages.
# A newsroom is made once a run; `rooms=DIR` keeps them there for the next one.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# room N: the demonstration of N stories; sets $room. It is not to be written into: what `copied` makes is.
room() {
  room="${rooms:-$work}/room-$1"
  [ -e "$room/whole" ] && return
  rm -rf "$room"
  : >"$work/server.log"
  taskset -c 0,1 "$program" demo --data "$room" --listen 127.0.0.1:0 --stories "$1" --quiet >"$work/server.log" 2>&1 &
  reached "$work/server.log"
  stop "$server"
  touch "$room/whole"
}

# paper N: N stories as WordPress and Ghost get them in bench/peers: 600 words, a picture, two related; sets $room.
# The path of the last story is in the file `whole`.
paper() {
  room="${rooms:-$work}/paper-$1"
  [ -e "$room/whole" ] && return
  rm -rf "$room"
  mkdir -p "$room"
  serve "$room"
  local page
  page=$(python3 bench/peers/press.py fill stoppress "$url" "$(token "$room")" "$1")
  rest "$server"
  stop "$server"
  echo "${page#"$url"}" >"$room/whole"
}

# copied room|paper N: a copy that may be written into; sets $room.
copied() {
  "$@"
  rm -rf "$work/copy"
  cp -a "$room" "$work/copy"
  room="$work/copy"
  # What is measured next is not to wait for the copy.
  sync -f "$room"
}

# memory PID: what it holds of the memory now (PSS), in MiB: all, of that the heap, the program's text, the database mapped.
memory() {
  awk '/^[0-9a-f]+-[0-9a-f]+ / { kind = /newsroom\.db/ ? "database" : NF < 6 || /\[heap\]/ ? "heap" : /stoppress/ ? "text" : "rest" }
       /^Pss:/ { all += $2; of[kind] += $2 }
       END { printf "%.1f %.1f %.1f %.1f\n", all / 1024, of["heap"] / 1024, of["text"] / 1024, of["database"] / 1024 }' "/proc/$1/smaps"
}
