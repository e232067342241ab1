#!/usr/bin/env bash
# .NET SDK 10.0.401: in a fresh home, 'dotnet tool restore' fails for a tool that stands in the manifest after one whose package is per system.
#
# aspire.cli 13.6.5 is such a tool: a package that points to aspire.cli.linux-x64 and its like. CycloneDX 6.3.1 is an ordinary one. With aspire.cli first, the restore says that
# CycloneDX' package contains the commands of aspire.cli, and ends with exit code 1, though both packages are downloaded. Once more, and it succeeds. With CycloneDX first it
# succeeds at once.
#
# Exit code 0: seen as described. 1: it behaves otherwise now.
set -euo pipefail
folder=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$folder"' EXIT

aspire='"aspire.cli": { "version": "13.6.5", "commands": ["aspire"] }'
cyclonedx='"cyclonedx": { "version": "6.3.1", "commands": ["dotnet-CycloneDX"] }'

# manifest NAME TOOLS: a folder with a manifest, and a home that nobody has used.
manifest() {
  mkdir -p "$folder/$1/.config" "$folder/$1-home"
  printf '{ "version": 1, "isRoot": true, "tools": { %s } }\n' "$2" >"$folder/$1/.config/dotnet-tools.json"
}

# restore NAME: what it said of failures, and its exit code.
restore() {
  local code=0
  (cd "$folder/$1" && HOME="$folder/$1-home" DOTNET_CLI_HOME="$folder/$1-home" dotnet tool restore) >"$folder/said" 2>&1 || code=$?
  grep -o 'is not contained in the package with Package Id [a-z]*' "$folder/said" || true
  echo "exit code $code"
}

manifest after "$aspire, $cyclonedx"
manifest before "$cyclonedx, $aspire"
seen="aspire.cli first: $(restore after)
once more: $(restore after)
aspire.cli last: $(restore before)"
echo "$seen"
expected='aspire.cli first: is not contained in the package with Package Id cyclonedx
exit code 1
once more: exit code 0
aspire.cli last: exit code 0'
[ "$seen" = "$expected" ] || { echo "It was expected to be:" >&2 && echo "$expected" >&2 && exit 1; }
