#!/usr/bin/env bash
# A newsroom of 20,000 stories (`stories=N` for another number) backed up, restored, exported and imported, over both
# cores: seconds and the most memory, beside what the disk takes for the same bytes. One run.
source "$(dirname "$0")/lib.sh"
build time
stories=${stories:-20000}
start
until curl -sf "$url/readyz" >"$work/ready"; do sleep 0.2; done
stop "$server"

# took WHAT WORDS…: runs one command and prints how long it took and how much memory it had at most.
took() {
  local what=$1
  shift
  /usr/bin/time -f '%e %M' -o "$work/time" taskset -c 0,1 "$program" "$@" --quiet >"$work/said"
  awk -v what="$what" '{ printf "%-16s %6.2f s %5.0f MiB\n", what, $1, $2 / 1024 }' "$work/time"
}

disk "$work"
took backup backup --out "$work/backup" --data "$work/demo"
took restore restore "$work/backup" --data "$work/restored"
took "export archive" export archive --out "$work/archive" --data "$work/demo"
took "import archive" import archive "$work/archive" --data "$work/imported"
took check check --data "$work/imported"
(cd "$work" && du -sm backup archive) | awk '{ printf "%s MiB %s\n", $1, $2 }'
/usr/bin/time -f 'the disk, with fsync: %e s for the bytes of the backup' dd if="$work/backup" of="$work/raw" bs=1M conv=fsync status=none
