#!/usr/bin/env bash
# D1: from an edit of a function's body until `cargo check` is content with it, and until a page that is served shows it
# (debug build, over both cores); from an edit of a template, a style and an island until a page shows it, for which
# nothing of Rust is built. The edits are made in a worktree of HEAD of their own, below target/bench, and put back.
# The first time, and after each new commit, the house is built there first. The theme's part needs npm.
source "$(dirname "$0")/lib.sh"
need curl python3
tree=$PWD/target/bench/tree
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}
program=$CARGO_TARGET_DIR/debug/stoppress
[ -e "$tree/.git" ] || git worktree add --quiet --force --detach "$tree"
git -C "$tree" checkout --quiet --force --detach "$(git rev-parse HEAD)"
[ -e "$tree/theme/node_modules" ] || npm ci --silent --prefix "$tree/theme"

cargo_of_tree() { (cd "$tree" && cargo "$1" --quiet --bin stoppress); }
# afresh: as it was before the edit, built and checked.
afresh() {
  git -C "$tree" checkout --quiet --force
  cargo_of_tree check
  cargo_of_tree build
}
# change FILE SCRIPT: edits by a script of sed, which must find something to change; sets $begun.
change() {
  sed -i "$2" "$tree/$1"
  if git -C "$tree" diff --quiet; then echo "$1 has changed: there is nothing to edit in it" >&2; exit 1; fi
  begun=$EPOCHREALTIME
}
since() { awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f\n", b - a }'; }
# shows PATH WORDS: waits until the page is answered with 200 and has the words in it.
shows() {
  local try
  for try in $(seq 1000); do
    if curl -sf "$url$1" >"$work/page" && grep -q -e "$2" "$work/page"; then return; fi
    sleep 0.01
  done
  echo "$1 does not show $2" >&2
  exit 1
}

# of_rust CRATE FILE SCRIPT PATH WORDS
of_rust() {
  local run
  for run in $(seq "$runs"); do
    change "$2" "$3"
    cargo_of_tree check
    since >>"$work/$1.checked"
    begun=$EPOCHREALTIME
    cargo_of_tree build
    serve "$work/room" STOPPRESS_METRICS_LISTEN="$metrics"
    if [ "$4" = /metrics ]; then url=http://$metrics; fi
    shows "$4" "$5"
    since >>"$work/$1.running"
    stop "$server"
    afresh
  done
  judged "an edit in $1, checked" "$(median <"$work/$1.checked")" s lower 8 5
  judged "an edit in $1, on a page" "$(median <"$work/$1.running")" s lower 20 15
}

# asset NAME: where the page's stylesheet or script of this name is.
asset() { curl -sf "$url/en/" | grep -o "/assets/$1[^\"]*" | head -n 1; }
# of_theme WHAT FILE SCRIPT PAGE|ASSET WORDS: with the server that runs; RUN stands for the run in script and words, so that
# what is seen is never the edit before.
of_theme() {
  local run words
  for run in $(seq "$runs"); do
    words=${5//RUN/$run}
    change "$2" "${3//RUN/$run}"
    case $4 in
      /*) shows "$4" "$words" ;;
      *)
        node "$tree/theme/build.mjs"
        # A debug build looks once a second whether the files have changed.
        until shows "$(asset "$4")" "" && grep -q -e "$words" "$work/page"; do sleep 0.01; done
        ;;
    esac
    since >>"$work/$1.running"
    git -C "$tree" checkout --quiet --force
  done
  judged "an edit in $1, on a page, without any building of Rust" "$(median <"$work/$1.running")" s lower
}

afresh
"$program" demo --data "$work/room" --listen 127.0.0.1:0 --quiet >"$work/server.log" 2>&1 &
reached "$work/server.log"
news=$(story)
stop "$server"
metrics=127.0.0.1:$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
machine
of_rust newsfeed desks/newsfeed/src/list.rs 's/_ => Ok(name.to_owned())/_ => Ok(format!("{name}, edited"))/' /en/topic/trade ', edited'
of_rust stories desks/stories/src/site/json_ld.rs 's/=> "NewsArticle"/=> "EditedArticle"/' "/${news#http://*/}" EditedArticle
of_rust house desks/house/src/slug.rs 's/^    cut(slug)$/    cut(if slug == "edited" { String::from("trade") } else { slug })/' '/api/v1/stories?edition=en&topic=edited' headline
of_rust store plant/store/src/figures.rs 's/crate::sqlite::size(self).await }/crate::sqlite::size(self).await.map(|size| -size) }/' /metrics '^stoppress_database_bytes -'
serve "$work/room" STOPPRESS_PAGE_CACHE=off
of_theme "a template" desks/newsfeed/pages/list.html 's/<h1><bdi>/<h1 data-edited-RUN><bdi>/' /en/topic/trade data-edited-RUN
of_theme "a style" theme/style/lists.css '$a.edited-RUN{color:red}' site .edited-RUN
of_theme "an island" theme/islands/live.ts '$aconsole.log("edited RUN");' live "edited RUN"
