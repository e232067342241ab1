#!/usr/bin/env bash
# ./bench images: what the native images add to their base, compressed as a registry keeps it. See Benchmarks/README.md.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source-path=SCRIPTDIR source=../.ci/environment
. "$root/.ci/environment"

if [ "$(uname -s)" != Linux ] || ! command -v clang >/dev/null; then
  echo "bench images: native images are built on Linux, with clang and zlib's headers. On Debian: apt-get install --no-install-recommends clang zlib1g-dev" >&2
  exit 1
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/workshop-bench.XXXXXX")
trap 'rm -rf "$folder"' EXIT

row() { printf '| %-10s | %12s | %12s | %10s | %8s |\n' "$1" "$2" "$3" "$4" "$5"; }

# measure NAME PROJECT LIMIT: publishes it, and packs what was published as the SDK does for a layer: a tar, gzipped.
measure() {
  local name=$1 published="$folder/$1" bytes from=$SECONDS
  echo "Building $name …" >&2
  dotnet publish "$root/$2" -c Release -p:WorkshopAot=true -o "$published" --nologo -v quiet -clp:NoSummary -nodeReuse:false >"$folder/build.log" 2>&1 || { cat "$folder/build.log" >&2 && exit 1; }
  bytes=$(tar -C "$published" -c . | gzip -6 | wc -c)
  row "$name" "$(du -sb "$published" | awk '{ printf "%.1f", $1 / 1000000 }')" "$(awk -v bytes="$bytes" 'BEGIN { printf "%.1f", bytes / 1000000 }')" "$3" "$((SECONDS - from))"
  awk -v bytes="$bytes" -v limit="$3" 'BEGIN { exit bytes > limit * 1000000 }' || too_large+=("$name")
}

too_large=()
row "native" "MB" "MB in gzip" "at most" "build s"
printf '|%s|%s|%s|%s|%s|\n' "------------" "-------------:" "-------------:" "-----------:" "---------:"
measure hello Services/Hello 20
measure auth Services/Auth 20
measure monolith Services/Monolith 20
measure gateway Gateway 30
if [ ${#too_large[@]} -gt 0 ]; then
  echo "bench images: larger than meant to be: ${too_large[*]}" >&2
  exit 1
fi
