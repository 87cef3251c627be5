#!/usr/bin/env bash
# P9: memory (PSS) of a newsroom of 10,000 stories: idle, and the most while 64 connections read 2,000 story pages,
# fronts and feeds, first with the pages kept and then without, and while 8 connections write.
source "$(dirname "$0")/size.sh"
build
copied "${stories:-10000}"
token=$(token "$room")
# The first start may bring the database up to date, which takes memory once.
serve "$room"
stop "$server"
serve "$room"
curl -s "$url/en/" >"$work/front"
sleep 5
echo "P9: idle, MiB PSS, of that the database mapped: $(memory "$server"); threads $(ls "/proc/$server/task" | wc -l)"
curl -s "$url/sitemap.xml" | grep -o '<loc>[^<]*' | sed 's/<loc>http:..[^/]*//' >"$work/locs"
# Above 50,000 stories it names its parts.
if grep -q '^/sitemap' "$work/locs"; then
  curl -s "$url$(head -n 1 "$work/locs")" | grep -o '<loc>[^<]*' | sed 's/<loc>http:..[^/]*//' >"$work/locs.1" && mv "$work/locs.1" "$work/locs"
fi
sed -n 1,2000p "$work/locs" >"$work/addresses"
[ "$(wc -l <"$work/addresses")" -ge 1000 ] || { echo "no addresses" >&2; exit 1; }
printf '/en/\n/en/feed.rss\n/en/newsfeed\n' >>"$work/addresses"
cat >"$work/read.lua" <<L
local addresses = {}
for line in io.lines("$work/addresses") do addresses[#addresses + 1] = wrk.format("GET", line, { ["Accept-Encoding"] = "gzip" }) end
local n = 0
function request() n = n % #addresses + 1 return addresses[n] end
L
# most WHAT WRK…: the most memory while wrk runs.
most() {
  local what=$1
  shift
  taskset -c 1 wrk -t1 -d"${seconds:-10}"s "$@" >"$work/wrk" &
  local load=$!
  while kill -0 "$load" 2>/dev/null; do memory "$server"; sleep 0.5; done >"$work/pss"
  grep 'Requests/sec' "$work/wrk" | awk -v what="$what" -v pss="$(sort -n "$work/pss" | tail -n 1)" \
    '{ printf "P9: %s, %s req/s: at most MiB PSS, of that the database mapped: %s\n", what, $2, pss }'
}
most "read" -c64 -s "$work/read.lua" "$url"
most "written" -c8 -s bench/write.lua "$url" -- "$token"
echo "P9: afterwards: $(memory "$server")"
stop "$server"
serve "$room" STOPPRESS_PAGE_CACHE=off
most "read, page cache off" -c64 -s "$work/read.lua" "$url"
