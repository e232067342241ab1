# shellcheck shell=sh
# Sourced by the applets that know the names of Services: what a cluster's DNS would answer, from the names files of the pod (Docs/pod-contract.md).

# lookup NAME FILE: the address of a Service in the names file of one namespace; of a headless one, its first pod's.
lookup() {
  [ -r "$2" ] && awk -v key="\"$1\":" '
    NR > 2 && $1 == key && $2 == "{" { found = 1; next }
    found && $1 == "\"clusterIP\":" { gsub(/[",]/, "", $2); if ($2 != "None" && $2 != "") { print $2; exit } isHeadless = 1; next }
    isHeadless && /"[0-9.]+:[0-9]+"/ { gsub(/[",[:space:]]/, ""); sub(/:[0-9]+$/, ""); print; exit }
  ' "$2"
}

# address_of HOST: hello, hello.default, hello.default.svc or hello.default.svc.cluster.local; nothing for names of the world.
address_of() {
  name=${1%.}
  name=${name%.svc.cluster.local}
  name=${name%.svc}
  [ -n "${WORKSHOP_NAMES:-}" ] || return 0
  found=$(lookup "$name" "$WORKSHOP_NAMES")
  case $name in
    *.*) [ -n "$found" ] || found=$(lookup "${name%.*}" "${WORKSHOP_NAMES%/*}/${name##*.}.json") ;;
  esac
  echo "$found"
}
