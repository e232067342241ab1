#!/usr/bin/env bash
# ./bench gateway: the gateway's forwarding against nginx's, the same load on the same backend in the same run. See Benchmarks/README.md.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source-path=SCRIPTDIR source=../.ci/environment
. "$root/.ci/environment"

rounds=${ROUNDS:-3}
seconds=${SECONDS_EACH:-5}
connections=32
nginx=${NGINX:-nginx}
wrk=${WRK:-wrk}
PATH="$PATH:/usr/sbin"
for tool in "$nginx" "$wrk"; do
  command -v "$tool" >/dev/null || {
    echo "bench gateway: '$tool' is missing. On Debian: apt-get install --no-install-recommends nginx-light wrk; then stop the nginx that it started (systemctl stop nginx). Or name them in NGINX and WRK." >&2
    exit 1
  }
done

folder=$(mktemp -d "${TMPDIR:-/tmp}/workshop-bench.XXXXXX")
started=()
cleanup() {
  for process in "${started[@]}"; do kill -TERM "$process" 2>/dev/null || true; done
  wait "${started[@]}" 2>/dev/null || true
  rm -rf "$folder"
}
trap cleanup EXIT

backend=127.0.0.1:18180
theirs=127.0.0.1:18181
ours=127.0.0.1:18182
health=127.0.0.1:18183

# run_nginx NAME HTTP-BLOCK
run_nginx() {
  mkdir -p "$folder/$1"
  {
    echo "daemon off; worker_processes auto; pid $folder/$1/pid; error_log $folder/$1/error.log;"
    echo "events { worker_connections 1024; }"
    echo "http { access_log off; client_body_temp_path $folder/$1/body; proxy_temp_path $folder/$1/proxy; fastcgi_temp_path $folder/$1/fastcgi; uwsgi_temp_path $folder/$1/uwsgi; scgi_temp_path $folder/$1/scgi;"
    echo "  keepalive_requests 1000000; $2 }"
  } >"$folder/$1/nginx.conf"
  "$nginx" -p "$folder/$1" -e "$folder/$1/error.log" -c "$folder/$1/nginx.conf" >"$folder/$1/log" 2>&1 &
  started+=("$!")
}

until_it_answers() {
  local limit=$((SECONDS + 20))
  until curl -fsS "http://$1/" >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$limit" ]; then
      echo "bench gateway: nothing answers at $1:" >&2
      cat "$folder"/*/log "$folder"/*/error.log "$folder/gateway.log" >&2 || true
      exit 1
    fi
    sleep 0.05
  done
}

# measure NAME ADDRESS: appends requests a second and the 99th percentile in microseconds.
measure() {
  "$wrk" -t2 -c"$connections" -d"${seconds}s" --latency "http://$2/" >"$folder/wrk"
  if grep -E 'Non-2xx|Socket errors' "$folder/wrk" >&2; then
    echo "bench gateway: $1 answered with errors; the figures would mean nothing" >&2
    exit 1
  fi
  awk '/Requests\/sec/ { rate = $2 } /99%/ { late = $2 + 0; if ($2 ~ /ms/) late *= 1000; else if ($2 !~ /us/) late *= 1000000 } END { print rate, late }' "$folder/wrk" >>"$folder/$1.figures"
}

median() { awk -v column="$2" '{ print $column }' "$folder/$1.figures" | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
row() { printf '| %-32s | %12.0f | %12.2f | %16s |\n' "$1" "$(median "$2" 1)" "$(awk -v us="$(median "$2" 2)" 'BEGIN { print us / 1000 }')" "$3"; }

echo "Building …" >&2
dotnet build "$root/Gateway/Gateway.csproj" -c Release --nologo -v quiet >"$folder/build.log" || { cat "$folder/build.log" >&2 && exit 1; }
cat >"$folder/routes.json" <<END
{ "ReverseProxy": {
  "Routes": { "all": { "ClusterId": "backend", "Match": { "Path": "/{**rest}" } } },
  "Clusters": { "backend": { "Destinations": { "backend": { "Address": "http://$backend" } } } } } }
END
run_nginx backend "server { listen $backend; default_type application/json; location / { return 200 '{\"message\":\"Hello\"}\n'; } }"
run_nginx proxy "upstream backend { server $backend; keepalive 64; } server { listen $theirs; location / { proxy_pass http://backend; proxy_http_version 1.1; proxy_set_header Connection ''; proxy_set_header X-Forwarded-For \$remote_addr; proxy_set_header X-Forwarded-Proto \$scheme; proxy_set_header X-Forwarded-Host \$host; } }"
"$root/Gateway/bin/Release/net10.0/Workshop.Gateway" --http "$ours" --health "$health" --https none --config "$folder/routes.json" --Workshop:AccessLog=off >"$folder/gateway.log" 2>&1 &
started+=("$!")
until_it_answers "$backend"
until_it_answers "$theirs"
until_it_answers "$ours"

# Both warm, then in turns: what else the machine does hits both.
"$wrk" -t2 -c"$connections" -d"${seconds}s" "http://$ours/" >/dev/null
"$wrk" -t2 -c"$connections" -d1s "http://$theirs/" >/dev/null
for _ in $(seq "$rounds"); do
  measure nginx "$theirs"
  measure gateway "$ours"
done

printf '| %-32s | %12s | %12s | %16s |\n' "forwarding, $connections connections" "requests/s" "p99 ms" "share of nginx"
printf '|%s|%s|%s|%s|\n' "----------------------------------" "-------------:" "-------------:" "-----------------:"
row "nginx" nginx "1"
row "gateway" gateway "$(awk -v ours="$(median gateway 1)" -v theirs="$(median nginx 1)" 'BEGIN { printf "%.2f", ours / theirs }')"
"$nginx" -v 2>&1 | sed 's/^/# /'
