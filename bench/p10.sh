#!/usr/bin/env bash
# P10: from the start of the program to the first 200 of the front, with 100,000 stories: after it was stopped, and after
# it was killed while it wrote, so that the write-ahead log is read first.
source "$(dirname "$0")/size.sh"
build wrk
stories=${stories:-100000}
copied room "$stories"
token=$(token "$room")
# after WHAT: starts it, and says how long that took.
after() { python3 bench/started.py "$program" "$room" | tee -a "$work/$1" | sed "s/^/$1: ms to the first 200, to the one after: /"; }
for run in $(seq "$runs"); do after stopped; done
disk "$room"
for run in $(seq "$runs"); do
  serve "$room"
  wrk -t1 -c8 -d2s -s bench/write.lua "$url" -- "$token" >"$work/wrk"
  signal=KILL stop "$server"
  after killed
done
for what in stopped killed; do
  judged "P10 start to the first 200, $stories stories, $what before" "$(median <"$work/$what")" ms lower 500 150
done
