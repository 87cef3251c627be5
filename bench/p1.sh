#!/usr/bin/env bash
# P1: a story page from the cache, gzip: server CPU a request, against nginx serving the same bytes, by turns.
runs=${runs:-10}
source "$(dirname "$0")/lib.sh"
build wrk nginx-light
start
address=$(story)
mkdir -p "$work/www"
curl -s --compressed "$address" >"$work/www/story.html"
curl -s -H 'Accept-Encoding: gzip' "$address" >"$work/www/story.html.gz"
cat >"$work/nginx.conf" <<N
worker_processes 1; daemon off; pid $work/nginx.pid; error_log $work/nginx.err;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; gzip_static on; gzip_vary on;
  types { text/html html; }
  open_file_cache max=100 inactive=60s; open_file_cache_valid 60s;
  server { listen 127.0.0.1:18099; root $work/www; }
}
N
nginx "$work/nginx.conf"
# The same bytes, in the same form.
for of in "$address" http://127.0.0.1:18099/story.html; do
  curl -s -D "$work/head" -H 'Accept-Encoding: gzip' "$of" | cmp - "$work/www/story.html.gz"
  grep -qi '^content-encoding: gzip' "$work/head"
done
gzip='Accept-Encoding: gzip'
warm "$address" 64 "$gzip"
warm http://127.0.0.1:18099/story.html 64 "$gzip"
ours() { cost "$server" "$address" "$gzip" | tee -a "$work/ours" | sed 's/^/stoppress  µs, req\/s, p50, p99 in ms: /'; }
theirs() { cost "$workers" http://127.0.0.1:18099/story.html "$gzip" | tee -a "$work/theirs" | sed 's/^/nginx      µs, req\/s, p50, p99 in ms: /'; }
# Neither is always first: a machine that becomes faster meanwhile would be for the second.
for run in $(seq "$runs"); do
  if ((run % 2)); then ours; theirs; else theirs; ours; fi
done
# pairs COLUMN: the median of the ratios of the runs.
pairs() { ratios <(column "$1" "$work/ours") <(column "$1" "$work/theirs") | median | xargs printf '%.3g'; }
echo "P1: $(stat -c %s "$work/www/story.html.gz") bytes in gzip; µs of the server's processor: stoppress $(column 1 "$work/ours" | spread), nginx $(column 1 "$work/theirs" | spread)"
figure "P1 story page from the cache, gzip, server CPU a request" µs "$(column 1 "$work/ours" | median)" \
  nginx "$(column 1 "$work/theirs" | median)" lower 1.0x 0.75x "$(pairs 1)"
figure "P1 story page from the cache, gzip, 64 connections, p99" ms "$(column 4 "$work/ours" | median)" \
  nginx "$(column 4 "$work/theirs" | median)" lower "" 1.0x "$(pairs 4)"
