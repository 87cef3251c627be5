#!/usr/bin/env bash
# P9: memory (PSS) of a newsroom of 10,000 stories, and of what it consists: idle; the most while 64 connections read
# 2,000 story pages, fronts and feeds, while 8 connections write, and while pages are read with the page cache off.
# Medians of three runs; by turns the same with another setting of the allocator, where `beside` names one
# (`beside=MIMALLOC_ALLOW_THP=1` takes huge pages, which the program else declines).
runs=${runs:-3} seconds=${seconds:-8} beside=${beside:-}
source "$(dirname "$0")/size.sh"
build wrk
stories=${stories:-10000}
copied room "$stories"
whole=$room
token=$(token "$whole")
# The first start may bring the database up to date, which takes memory once.
serve "$whole"

locations() { curl -s "$url$1" | grep -o '<loc>[^<]*' | sed 's/<loc>http:..[^/]*//'; }
locations /sitemap.xml >"$work/locations"
# Above 50,000 stories it names its parts.
if grep -q '^/sitemap' "$work/locations"; then locations "$(head -n 1 "$work/locations")" >"$work/addresses"; else mv "$work/locations" "$work/addresses"; fi
sed -i '2001,$d' "$work/addresses"
[ "$(wc -l <"$work/addresses")" -ge "$((stories < 1000 ? stories : 1000))" ] || { echo "no addresses" >&2; exit 1; }
printf '/en/\n/en/feed.rss\n/en/newsfeed\n' >>"$work/addresses"
stop "$server"

# told WHAT: the largest of the lines on standard input, and what is kept of it.
told() { most | tee -a "$work/$kind.$1" | sed "s/^/$kind: $1: /"; }
# under WHAT WRK…: the most memory while wrk runs.
under() {
  local what=$1 load
  shift
  wrk -t1 -d"$seconds"s "$@" >"$work/wrk" &
  load=$!
  while kill -0 "$load" 2>/dev/null; do memory "$server"; sleep 0.5; done | told "$what"
  awk '/Requests\/sec/ { print "  at", $2, "req/s" } /^published/ { print "  ", $2, "stories published" }' "$work/wrk"
}
# run KIND [VARIABLE=VALUE]: once through all of it, from the same stories.
run() {
  kind=$1
  shift
  disk "$work"
  rm -rf "$work/written"
  cp -a "$whole" "$work/written"
  serve "$work/written" "$@"
  curl -s "$url/en/" >"$work/front"
  sleep 5
  memory "$server" | told idle
  under read -c64 -s bench/read.lua -H 'Accept-Encoding: gzip' "$url" -- "$work/addresses"
  echo "  $(awk '/^AnonHugePages:/ { print $2 / 1024 }' "/proc/$server/smaps_rollup") MiB of it in huge pages; $(ls "/proc/$server/task" | wc -l) threads"
  under written -c8 -s bench/write.lua "$url" -- "$token"
  stop "$server"
  serve "$work/written" STOPPRESS_PAGE_CACHE=off "$@"
  under cacheless -c64 -s bench/read.lua -H 'Accept-Encoding: gzip' "$url" -- "$work/addresses"
  stop "$server"
}
echo "MiB PSS, of that the heap, the program's text, the database mapped"
for n in $(seq "$runs"); do
  run "as it comes"
  [ -z "$beside" ] || run "$beside" "$beside"
done
for kind in "as it comes" ${beside:+"$beside"}; do
  for what in idle read written cacheless; do
    bounds=("" 150)
    [ "$what" != idle ] || bounds=(90 60)
    judged "P9 $stories stories, $kind, $what" "$(median <"$work/$kind.$what")" MiB lower "${bounds[@]}"
  done
done
