#!/usr/bin/env bash
# The desk: the editor with a long story, until it can be typed in and from a key to the picture of it; lists of 50 out of
# 100,000 stories; publishing; and what the editor's script weighs. Server on core 0, script on core 1; the browser, which is
# what is measured there and no load, has both. It is the packages' Chromium without a screen, whose frames come when they are
# done and not at a screen's pace.
source "$(dirname "$0")/size.sh"
build chromium nodejs
stories=${stories:-100000}
[ -d checks/node_modules/playwright-core ] || (cd checks && npm ci --ignore-scripts --silent)
copied room "$stories"
token=$(token "$room")
serve "$room"
disk "$room"

python3 bench/desk.py sign-in "$url" >"$work/session"
session=$(cat "$work/session")

echo "Lists of 50 out of $stories stories, ${lists:-200} times each, from the question to the last byte, in brotli:"
python3 bench/desk.py lists "$url" "$session" "${lists:-200}" | tee "$work/lists"
# each FILE COLUMN WHAT GATE: a figure of each line, whose name stands in front of a colon.
each() {
  while IFS=: read -r name figures; do judged "$3 $name" "$(echo "$figures" | cut -d' ' -f"$2")" ms lower "$4"; done <"$1"
}

for run in $(seq "$runs"); do
  python3 bench/desk.py publish "$url" "$token" "$session" "${publications:-100}" "$run"
done | tee "$work/publish" | sed 's/^/published from the desk, ms until the answer p50 and p95, until the front shows it p50 and p95: /'

long=$(python3 bench/desk.py story "$url" "$token")
echo "The editor with $(python3 bench/desk.py count "$url" "$token" "$long"), ${opens:-20} times each way, then ${keys:-600} keys:"
rest "$server"
taskset -c 0,1 node bench/desk.mjs "$url" "$session" "$long" "${opens:-20}" "${keys:-600}" | tee "$work/editor"
# said WHAT COLUMN: a figure of a line of the browser.
said() { sed -n "s/^$1: //p" "$work/editor" | cut -d' ' -f"$2"; }

# weight ADDRESS: the bytes that a browser gets.
weight() { curl -s -o /dev/null -w '%{size_download}' -H 'Accept-Encoding: br' "$1"; }
script=$(curl -s -H "Cookie: $session" "$url/desk/stories/$long" | grep -o '/assets/editor[^"]*\.js' | head -n 1)

each "$work/lists" 2 "the desk's list," 30 >"$work/judged"
each "$work/lists" 3 "the desk's list, p95," 30 >>"$work/judged"
cat "$work/judged"
for n in 1 2 3 4; do
  name=$(sed -n "${n}p" <<<$'until the answer, p50\nuntil the answer, p95\nuntil the front shows it, p50\nuntil the front shows it, p95')
  judged "publishing from the desk, $name" "$(column "$n" "$work/publish" | median)" ms lower 50
done
judged "pressing Publish until the page says so, median" "$(said 'press Publish' 1)" ms lower
for way in "nothing cached" "cached"; do
  judged "the editor opens, $way, median" "$(said "open, $way" 1)" ms lower 400
  judged "the editor opens, $way, p95" "$(said "open, $way" 2)" ms lower 400
done
judged "a key until it is painted, p50" "$(said keys 1)" ms lower 16
judged "a key until it is painted, p95" "$(said keys 2)" ms lower 16
judged "the editor's script in brotli" "$(weight "$url$script" | awk '{ printf "%.1f", $1 / 1024 }')" KiB lower 150
judged "pages of the desk other than the editor that load it" "$(said others 1)" pages lower 0
