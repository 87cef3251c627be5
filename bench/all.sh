#!/usr/bin/env bash
# Everything that docs/running/performance.md tells of this newsroom alone, one measurement after the other on a machine
# that does nothing else, in some 40 minutes; into one log, whose last part are the figures with their gates and goals.
#
#     bench/all.sh [LOG]        and then bench/chart.py LOG; a LOG without a whole path is in the repository.
#                               What the paper is written from is kept as docs/running/performance.txt.
#
# STOPPRESS=PROGRAM measures a program that is built already (flame graphs want line tables in it). rooms=DIR keeps the
# newsrooms for the next time; those of another program must not be taken, and some 4 GB of disk are needed.
# Not in it, since they take long or build: edit, pictures, hostile, and peers.
set -euo pipefail
cd "$(dirname "$0")/.."
log=${1:-target/bench/all.log}
export rooms=${rooms:-$PWD/target/bench/rooms}
mkdir -p "$rooms" target/bench
if [ -z "${STOPPRESS:-}" ]; then
  # Line tables do not change the code.
  CARGO_PROFILE_DIST_DEBUG=line-tables-only CARGO_PROFILE_DIST_STRIP=none cargo build --quiet --profile dist --bin stoppress
  export STOPPRESS=$PWD/target/dist/stoppress
fi
: >"$log"
for name in ${only:-p1 p2 p4 herd p5 p6 p9 p10 desk p12 growth demo copies budgets flame}; do
  echo
  echo "== $name"
  since=$SECONDS
  "bench/$name.sh" 2>&1 || echo "MISSED: $name ended with $?"
  echo "== $name took $((SECONDS - since)) s"
done | tee -a "$log"
figures=$(grep -E '; (gate|goal) |MISSED|in the runs|^(row: |P[0-9]|growth|flame )|^== .* took' "$log")
printf '\n== the figures\n%s\n' "$figures" | tee -a "$log"
