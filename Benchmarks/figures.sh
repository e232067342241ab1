#!/usr/bin/env bash
# ./bench figures: times of this working copy on this machine, beside nobody's: see Benchmarks/README.md for what each means.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source-path=SCRIPTDIR source=../.ci/environment
. "$root/.ci/environment"

runs=5
app="$root/AppHost/bin/Debug/net10.0/Workshop.AppHost"
folder=$(mktemp -d "${TMPDIR:-/tmp}/workshop-bench.XXXXXX")
running=

cleanup() {
  stop
  rm -rf "$folder"
}
trap cleanup EXIT

# Milliseconds of an arbitrary beginning; macOS' old bash has no clock of its own.
now() {
  if [ -n "${EPOCHREALTIME:-}" ]; then
    local time=${EPOCHREALTIME/[.,]/}
    echo "${time%???}"
  else
    perl -MTime::HiRes=time -e 'printf "%d\n", time * 1000'
  fi
}

median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

row() { printf '| %-46s | %10s | %10s |\n' "$1" "$2" "$3"; }

# start STATE PROGRAM …: starts it and returns at once; its output goes beside the state.
start() {
  local state=$1
  shift
  WORKSHOP_STATE="$state" "$@" >"$state.log" 2>&1 &
  running=$!
}

stop() {
  [ -n "$running" ] || return 0
  # A background job of a script ignores SIGINT; SIGTERM ends it the same way.
  kill -TERM "$running" 2>/dev/null || true
  wait "$running" 2>/dev/null || true
  running=
}

# until_true SECONDS COMMAND …: repeats the command until it succeeds; the program that it waits for must stay alive.
until_true() {
  local limit=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$limit" ] || ! kill -0 "$running" 2>/dev/null; then
      echo "bench: '$*' did not come true; the program wrote:" >&2
      tail -n 20 "$folder"/*.log >&2
      exit 1
    fi
    sleep 0.01
  done
}

field() { sed -n "s/.*\"$2\": *\"\([^\"]*\)\".*/\1/p" "$1/endpoints.json" | head -n 1; }

no_op_build() {
  local from
  from=$(now)
  dotnet build "$root/AppHost/AppHost.csproj" --nologo -v quiet -clp:NoSummary >/dev/null
  echo $(($(now) - from))
}

main_to_ready() {
  local from state="$folder/ready-$1"
  from=$(now)
  start "$state" "$app" --ports auto
  until_true 60 test -s "$state/endpoints.json"
  echo $(($(now) - from)) >>"$folder/ready"
  stop
}

# create_to_ready N: one pod of hello, created and asked for through the API as any client does.
create_to_ready() {
  local from name="bench-$1"
  from=$(now)
  api -X POST -H 'Content-Type: application/json' "$server/api/v1/namespaces/default/pods" -d '{
    "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "'"$name"'" },
    "spec": { "containers": [ { "name": "hello", "image": "workshop/hello:1.0.0",
      "args": ["--http=0.0.0.0:8080", "--health=0.0.0.0:8081", "--secret=bench"],
      "readinessProbe": { "httpGet": { "path": "/readiness", "port": 8081 }, "periodSeconds": 1 } } ] } }' >"$folder/created.json"
  until_true 60 pod_is_ready "$name"
  echo $(($(now) - from)) >>"$folder/pods"
  api -X DELETE "$server/api/v1/namespaces/default/pods/$name" >/dev/null
}

api() { curl -fsS --cacert "$folder/ca.crt" -H "Authorization: Bearer $token" "$@"; }

pod_is_ready() {
  api "$server/api/v1/namespaces/default/pods/$1" | tr -d ' \n' | grep -Eq '"type":"Ready"[^}]*"status":"True"|"status":"True"[^}]*"type":"Ready"'
}

cluster_is_known() {
  local config="kubectl --kubeconfig $folder/empty/kubeconfig config view --raw --minify -o"
  server=$(field "$folder/empty" api)
  token=$($config 'jsonpath={.users[0].user.token}')
  $config 'jsonpath={.clusters[0].cluster.certificate-authority-data}' | base64 -d >"$folder/ca.crt"
}

fresh_clone() {
  local from
  git clone -q "$root" "$folder/clone"
  from=$(now)
  WORKSHOP_STATE="$folder/cloned" dotnet build "$folder/clone/AppHost/AppHost.csproj" --nologo -v quiet >"$folder/clone.log" 2>&1
  start "$folder/cloned" "$folder/clone/AppHost/bin/Debug/net10.0/Workshop.AppHost" --ports auto
  until_true 150 test -s "$folder/cloned/endpoints.json"
  until_true 30 curl -fsS "$(field "$folder/cloned" gateway)/"
  echo $(($(now) - from))
  stop
}

echo "Building …" >&2
dotnet build "$root/AppHost/AppHost.csproj" --nologo -v quiet >"$folder/build.log" || { cat "$folder/build.log" >&2 && exit 1; }

row "what" "ms" "at most"
row "----------------------------------------------" "---------:" "---------:"
row "no-op build of the AppHost" "$(no_op_build)" "-"

for run in $(seq "$runs"); do main_to_ready "$run"; done
row "Main to everything Ready, median of $runs" "$(median <"$folder/ready")" 5000

start "$folder/empty" "$app" --empty --ports auto
until_true 60 test -s "$folder/empty/endpoints.json"
cluster_is_known
for run in $(seq "$runs"); do create_to_ready "$run"; done
row "create to Ready of one hello pod, median of $runs" "$(median <"$folder/pods")" 1500
stop

fresh_clone >"$folder/clone-time"
row "fresh clone to the gateway's first answer" "$(cat "$folder/clone-time")" 150000
