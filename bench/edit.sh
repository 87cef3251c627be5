#!/usr/bin/env bash
# D1: the time from an edit in one desk to a checked build and to a running page (debug build).
set -euo pipefail
cd "$(dirname "$0")/.."
seconds() { local start end; start=$(date +%s.%N); "$@" >/dev/null 2>&1; end=$(date +%s.%N); awk -v a="$start" -v b="$end" 'BEGIN { printf "%.1f", b - a }'; }
cargo check --quiet --bin stoppress
cargo build --quiet --bin stoppress
for file in desks/newsfeed/src/list.rs desks/stories/src/gate.rs desks/house/src/sight.rs plant/store/src/log.rs; do
  touch "$file"
  checked=$(seconds cargo check --bin stoppress)
  touch "$file"
  built=$(seconds cargo build --bin stoppress)
  echo "$file: checked in $checked s, built in $built s"
done
