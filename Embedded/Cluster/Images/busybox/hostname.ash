# shellcheck disable=SC3028 # The cluster sets it.
# A pod's name, or its address: what a container's own table of names would answer.
case "$1" in
  '' | -s | -f) echo "$HOSTNAME" ;;
  -i) echo "$POD_IP" ;;
  *) echo "hostname: only -s, -f and -i are known here" >&2 && exit 1 ;;
esac
