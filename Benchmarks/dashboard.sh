#!/usr/bin/env bash
# ./bench dashboard: spans a second on one core against a receiver that only decodes, an hour in memory, a page with 10,000 traces. See Benchmarks/README.md.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source-path=SCRIPTDIR source=../.ci/environment
. "$root/.ci/environment"

if ! command -v taskset >/dev/null || [ ! -r /proc/self/stat ]; then
  echo "bench dashboard: it needs Linux and 'taskset' (Debian: util-linux), to hold a process to one core and to read what it used." >&2
  exit 1
fi

spans=${SPANS:-500000}
rounds=${ROUNDS:-3}
folder=$(mktemp -d "${TMPDIR:-/tmp}/workshop-bench.XXXXXX")
started=()
cleanup() {
  for process in "${started[@]}"; do kill -TERM "$process" 2>/dev/null || true; done
  wait "${started[@]}" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT

bench="$root/Benchmarks/Telemetry/bin/Release/net10.0/Workshop.TelemetryBench"
dashboard="$root/Embedded/Dashboard/bin/Release/net10.0/Workshop.Dashboard"
token='bench-0123456789abcdef'

# run_dashboard NUMBER SETTING …: listens on 127.0.1.NUMBER, held to the first core.
run_dashboard() {
  local address=127.0.1.$1
  shift
  taskset -c 0 "$dashboard" --Workshop:Http="$address:18888" --Workshop:Health="$address:18887" --Workshop:Otlp:Grpc="$address:4317" --Workshop:Otlp:Http="$address:4318" \
    --Workshop:Otlp:AllowAnonymous=true --Workshop:Token="$token" "$@" >"$folder/dashboard-$address.log" 2>&1 &
  started+=("$!")
  until_open "$address" 4317
}

until_open() {
  local limit=$((SECONDS + 60))
  until (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; do
    if [ "$SECONDS" -ge "$limit" ]; then
      echo "bench dashboard: nothing listens at $1:$2:" >&2
      tail -n 20 "$folder"/*.log >&2
      exit 1
    fi
    sleep 0.05
  done
}

# Seconds of processor time that a process has used, in hundredths.
used() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
field() { awk -v name="$2:" '$1 == name { printf "%.0f", $2 / 1024 }' "/proc/$1/status"; }
send() { "$bench" load "http://$1:4317" "$2" 5; }

# measure NAME ADDRESS PROCESS: appends spans a second by the clock, and by the processor time that they took.
measure() {
  local before after sent
  before=$(used "$3")
  sent=$(send "$2" "$spans")
  after=$(used "$3")
  awk -v sent="$sent" -v used=$((after - before)) 'BEGIN { split(sent, figure, " "); print figure[1] / figure[2], figure[1] * 100 / used }' >>"$folder/$1.figures"
}

median() { awk -v column="$2" '{ print $column }' "$folder/$1.figures" | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
row() { printf '| %-58s | %14s | %14s |\n' "$1" "$2" "$3"; }

echo "Building …" >&2
for project in Embedded/Dashboard/Dashboard.csproj Benchmarks/Telemetry/TelemetryBench.csproj; do
  dotnet build "$root/$project" -c Release --nologo -v quiet >"$folder/build.log" || { cat "$folder/build.log" >&2 && exit 1; }
done

run_dashboard 71
ours=${started[-1]}
taskset -c 0 "$bench" peer 127.0.1.72:4317 >"$folder/peer.log" 2>&1 &
started+=("$!")
theirs=${started[-1]}
until_open 127.0.1.72 4317

# Both warm, then in turns: what else the machine does hits both.
send 127.0.1.71 100000 >/dev/null
send 127.0.1.72 100000 >/dev/null
for _ in $(seq "$rounds"); do
  measure peer 127.0.1.72 "$theirs"
  measure dashboard 127.0.1.71 "$ours"
done

row "what" "spans/s" "spans/CPU-s"
row "----------------------------------------------------------" "-------------:" "-------------:"
row "a receiver that decodes and forgets, one core" "$(printf %.0f "$(median peer 1)")" "$(printf %.0f "$(median peer 2)")"
row "the dashboard, one core" "$(printf %.0f "$(median dashboard 1)")" "$(printf %.0f "$(median dashboard 2)")"
row "share" "$(awk -v o="$(median dashboard 1)" -v t="$(median peer 1)" 'BEGIN { printf "%.2f", o / t }')" "$(awk -v o="$(median dashboard 2)" -v t="$(median peer 2)" 'BEGIN { printf "%.2f", o / t }')"
echo
row "memory" "MiB" "at most"
row "----------------------------------------------------------" "-------------:" "-------------:"
row "default limits, after $(((spans * rounds + 100000) / 1000))k spans: resident" "$(field "$ours" VmRSS)" "-"

# The page while its traces are 10,000: the default limit, reached above.
curl -fsS -c "$folder/cookies" -o /dev/null "http://127.0.1.71:18888/login?t=$token"
for _ in $(seq 7); do curl -fsS -b "$folder/cookies" -o "$folder/page" -w '%{time_total}\n' "http://127.0.1.71:18888/traces"; done >"$folder/pages"
kill -TERM "$ours" "$theirs"
wait "$ours" "$theirs" 2>/dev/null || true

run_dashboard 73 --Workshop:Telemetry:MaxTraces=200000 --Workshop:Telemetry:MaxMegabytes=512
hour=${started[-1]}
row "after start: resident" "$(field "$hour" VmRSS)" "-"
send 127.0.1.73 720000 >/dev/null
row "an hour of 200 spans/s, all 720,000 kept: resident" "$(field "$hour" VmRSS)" "300"
row "  at its highest" "$(field "$hour" VmHWM)" "-"
echo
row "page" "ms" "at most"
row "----------------------------------------------------------" "-------------:" "-------------:"
row "/traces with 10,000 traces as HTML, first" "$(head -n 1 "$folder/pages" | awk '{ printf "%.0f", $1 * 1000 }')" "500"
row "  median of 7" "$(sort -n "$folder/pages" | awk '{ all[NR] = $1 } END { printf "%.0f", all[4] * 1000 }')" "500"
