#!/usr/bin/env bash
# The pictures of a 24 MP original: five widths as WebP and JPEG, reading, the card, one AVIF. On two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet --profile dist -p pixels --example large
taskset -c 0,1 target/dist/examples/large
