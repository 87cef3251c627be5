#!/usr/bin/env bash
# P1: a story page from the cache, gzip: server CPU a request, against nginx serving the same bytes.
source "$(dirname "$0")/lib.sh"
build
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
gzip='Accept-Encoding: gzip'
load "$address" 64 2 "$gzip" >/dev/null
load http://127.0.0.1:18099/story.html 64 2 "$gzip" >/dev/null
for run in 1 2 3 4 5; do
  cost "$server" "$address" "$gzip" | tee -a "$work/ours" | sed 's/^/stoppress  µs, req\/s, p50, p99: /'
  cost "$workers" http://127.0.0.1:18099/story.html "$gzip" | tee -a "$work/theirs" | sed 's/^/nginx      µs, req\/s, p50, p99: /'
done
ours=$(cut -d' ' -f1 "$work/ours" | median)
theirs=$(cut -d' ' -f1 "$work/theirs" | median)
bytes=$(stat -c %s "$work/www/story.html.gz")
awk -v a="$ours" -v b="$theirs" -v n="$bytes" \
  'BEGIN { printf "P1: %s bytes gzip; stoppress %.2f µs a request, nginx %.2f µs: %.2f × nginx\n", n, a, b, a / b }'
