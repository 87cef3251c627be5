#!/usr/bin/env bash
# The budgets of a page, in bytes of brotli: its text, its styles, its scripts; that nothing of it comes from elsewhere
# and that no cookie is set. Of each edition the front and the story whose page is largest. Fails if one is missed.
source "$(dirname "$0")/lib.sh"
build
start
missed=0

# size ADDRESS: the bytes that a browser gets.
size() { curl -s -o /dev/null -w '%{size_download}' -H 'Accept-Encoding: br' "$1"; }

# parts PAGE ELEMENT: the addresses that elements such as `script src=` name.
parts() { grep -o "<$2\"[^\"]*\"" "$1" | sed 's/.*"\([^"]*\)"$/\1/'; }

# sum: the bytes of the addresses on standard input, once each.
sum() { sort -u | while read -r address; do size "$url$address"; echo; done | awk '{ sum += $1 } END { print sum + 0 }'; }

# within WHAT BYTES MOST: notes a miss.
within() { [ "$2" -le "$3" ] || { echo "missed: $1 has $2 bytes, $3 are wanted" >&2; missed=1; }; }

measure() {
  local name=$1 address=$2 html css scripts
  curl -s -D "$work/head" "$address" >"$work/page"
  html=$(size "$address")
  css=$(parts "$work/page" 'link rel="stylesheet" href=' | sum)
  scripts=$(parts "$work/page" 'script src=' | sum)
  printf '%-12s %8s %8s %8s  %s\n' "$name" "$html" "$css" "$scripts" "${address#"$url"}"
  within "$name, text" "$html" 12288
  within "$name, styles" "$css" 12288
  within "$name, scripts" "$scripts" 15360
  if grep -qi '^set-cookie' "$work/head"; then echo "missed: $name sets a cookie" >&2; missed=1; fi
  if grep -oE '(src|srcset)="(https?:)?//[^"]*|<link rel="(stylesheet|preload|icon)"[^>]*href="(https?:)?//[^"]*' "$work/page" >&2; then
    echo "missed: $name fetches from elsewhere" >&2
    missed=1
  fi
}

printf '%-12s %8s %8s %8s\n' '' text styles scripts
for edition in en es ru ar; do
  measure "$edition front" "$url/$edition/"
  largest=$(curl -s "$url/api/v1/stories?edition=$edition&limit=100" | grep -o '"url":"[^"]*"' | cut -d'"' -f4 | while read -r story; do
    echo "$(size "$story") $story"
  done | sort -n | tail -n 1)
  measure "$edition story" "${largest#* }"
done
exit "$missed"
