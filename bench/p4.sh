#!/usr/bin/env bash
# P4: 10,000 open pages and a publication a second, against nchan with messages of the same size, by turns: how long after
# the commit a page has been told, and the memory (PSS, without the kernel's sockets) that each page costs the server.
# Needs ../shared/bench/ssebench (SHARED names another place of ../shared). Each of ten runs has servers newly started.
runs=${runs:-10} pages=${pages:-10000} messages=${messages:-10}
source "$(dirname "$0")/lib.sh"
build nginx-light libnginx-mod-nchan
ssebench

start
listen=${url#http://}
token=$(token "$work/demo")

# again: newly started servers in place of those that run.
again() {
  stop "$server" "$nginx"
  serve "$work/demo"
  nginx "$work/nginx.conf"
  until curl -sf -o "$work/ready" "$url/readyz"; do sleep 0.1; done
  sleep 2
}

# Pictures are made in quiet moments, which would be measured too: somebody reads the front all the time.
while sleep 0.5; do curl -s -o "$work/front" "$url/en/" || true; done &
pids+=($!)

# What our messages look like on the wire, for nchan to send as much.
curl -sN "$url/events?topics=newsfeed:en" >"$work/sample" &
listener=$!
pids+=("$listener")
sleep 1
publish "$(draft "Measured publication 0")"
sleep 1
stop "$listener"
size=$(grep -a '^data:' "$work/sample" | head -n 1 | wc -c)
pad=$((size - $(printf 'data: {"n":0,"ts":%s,"text":""}\n' "$(date +%s%6N)" | wc -c)))

cat >"$work/nginx.conf" <<N
load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
worker_processes 1; worker_rlimit_nofile $(ulimit -n); daemon off; pid $work/nginx.pid; error_log $work/nginx.err;
events { worker_connections 15000; }
http {
  access_log off; tcp_nodelay on;
  server {
    listen 127.0.0.1:18099 backlog=4096;
    location = /sub { nchan_subscriber eventsource; nchan_channel_id news; nchan_subscriber_first_message newest; }
    location = /pub { nchan_publisher; nchan_channel_id news; }
  }
}
N
nginx "$work/nginx.conf"

listen() { "$ssebench" --conns "$pages" --sources 20 --settle-ms 1000 "$@"; }

# figures NAME BEFORE AFTER TICKS: one line: p50 and p99 in ms, KiB a page, µs of the server's processor for each message
# to each page, and whether all were open and told.
figures() {
  awk -v name="$1" -v whole="$((pages * messages))" -v kib="$(awk -v a="$3" -v b="$2" -v n="$pages" 'BEGIN { printf "%.2f", (a - b) / n }')" \
    -v cpu="$(awk -v t="$4" -v hz="$(getconf CLK_TCK)" -v n="$((pages * messages))" 'BEGIN { printf "%.2f", t * 1e6 / hz / n }')" '
    /^connected=/ { open = $1 " " $2 }
    /^events=/ { events = $1 " " $3 " " $4 " " $5; is_whole = $1 == "events=" whole && $3 == "without_ts=0" && $4 == "closed_early=0" }
    /^latency_us/ { for (i = 1; i <= NF; i++) { split($i, f, "="); v[f[1]] = f[2] } }
    /^last_subscriber/ { last = $4 " " $5 }
    END { printf "%-9s %.1f %.1f %s %s (ms p50, p99; KiB a page; µs of the processor a message); %s %s; last %s\n", name, v["p50"] / 1000, v["p99"] / 1000, kib, cpu, open, events, last
      if (!is_whole) { print "not every page was told everything: " events > "/dev/stderr"; exit 1 } }
  ' "$work/listened"
}

ours() {
  local before after used drafts=() listener
  for n in $(seq "$messages"); do drafts+=("$(draft "Measured publication $1.$n")"); done
  sleep 1
  before=$(pss "$server")
  : >"$work/listened"
  listen --url "$url/events?topics=newsfeed:en" --secs "$((messages + 2))" >"$work/listened" &
  listener=$!
  until grep -q ^connected "$work/listened"; do sleep 0.1; done
  sleep 1.5
  used=$(ticks "$server")
  for id in "${drafts[@]}"; do
    publish "$id"
    sleep 1
  done
  used=$(($(ticks "$server") - used))
  after=$(pss "$server")
  wait "$listener"
  figures stoppress "$before" "$after" "$used"
}

theirs() {
  local before
  before=$(pss $workers)
  : >"$work/listened"
  (
    until grep -q ^connected "$work/listened"; do sleep 0.1; done
    used=$(ticks $workers)
    # Its publisher begins a second later; the last message is told then, as ours is when it is looked at.
    sleep "$((messages + 1)).5"
    echo "$(pss $workers) $(($(ticks $workers) - used))" >"$work/after"
  ) &
  listen --url http://127.0.0.1:18099/sub --publish POST:/pub --pad "$pad" --messages "$messages" >"$work/listened"
  figures nchan "$before" $(cat "$work/after")
}

for run in $(seq "$runs"); do
  again
  # Neither is always first.
  if ((run % 2)); then
    ours "$run" | tee -a "$work/ours"
    sleep 1
    theirs | tee -a "$work/theirs"
  else
    theirs | tee -a "$work/theirs"
    sleep 1
    ours "$run" | tee -a "$work/ours"
  fi
  sleep 1
done
for who in ours theirs; do
  column 3 "$work/$who" >"$work/$who.p99"
  echo "P4: $who, medians: p50 $(column 2 "$work/$who" | median) ms; p99 $(spread <"$work/$who.p99") ms; $(column 5 "$work/$who" | median) µs of the processor a message"
done
ratios "$work/ours.p99" "$work/theirs.p99" >"$work/ratios"
echo "P4: messages of $size bytes; ratios of the $runs runs from $(spread <"$work/ratios")"
figure "P4 10,000 open pages, from the commit to the page, p99" ms "$(median <"$work/ours.p99")" nchan "$(median <"$work/theirs.p99")" \
  lower 1.0x 0.7x "$(median <"$work/ratios" | xargs printf '%.2f')"
figure "P4 memory of each open page" KiB "$(column 4 "$work/ours" | median)" nchan "$(column 4 "$work/theirs" | median)" lower 20 12
