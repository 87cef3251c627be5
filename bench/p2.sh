#!/usr/bin/env bash
# P2, P3: a story page and a front of 30 stories, cache off, uncompressed: requests a second over 8 connections, and the
# median of one connection. The stories are those that WordPress and Ghost get in bench/peers: 600 words, a picture, two
# related. Beside them the story that leads the demonstration, and its front.
source "$(dirname "$0")/size.sh"
build wrk
copied paper 200
page=$(cat "$room/whole")

# three PAGE FRONT: one line a run: requests a second of the page and of the front, the page's p50 on one connection.
three() {
  warm "$1" 8
  warm "$2" 8
  for run in $(seq "$runs"); do
    echo "$(load "$1" 8 | cut -d' ' -f2) $(load "$2" 8 | cut -d' ' -f2) $(load "$1" 1 | cut -d' ' -f3)"
  done | tee "$work/runs" | sed 's/^/page req\/s, front req\/s, page p50 on one connection in ms: /'
}

serve "$room" STOPPRESS_PAGE_CACHE=off
echo "P2: the comparisons' story, $(words "$url$page") words with its frame:"
three "$url$page" "$url/en/"
for n in 1 2; do column "$n" "$work/runs" | spread; done | paste -sd/ | sed 's/^/spread of page and front, req\/s: /'
judged "P2 story page, cache off, uncompressed" "$(column 1 "$work/runs" | median)" req/s higher 1500 2500
judged "P2 the same on one connection, p50" "$(column 3 "$work/runs" | median)" ms lower "" 0.5
judged "P3 front, cache off, uncompressed" "$(column 2 "$work/runs" | median)" req/s higher 600 1000
stop "$server"

start STOPPRESS_PAGE_CACHE=off
page=$(story)
echo "beside them: the demonstration's flood, $(words "$page") words with its frame:"
three "$page" "$url/en/"
judged "the flood's page, cache off" "$(column 1 "$work/runs" | median)" req/s higher
judged "the flood's page on one connection, p50" "$(column 3 "$work/runs" | median)" ms lower
judged "the demonstration's front, cache off" "$(column 2 "$work/runs" | median)" req/s higher
