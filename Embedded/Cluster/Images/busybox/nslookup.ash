# nslookup of a Service; names of the world are left to the machine's own.
address=$(address_of "${1:-}")
if [ -n "$address" ]; then
  printf 'Name:\t%s\nAddress: %s\n' "$1" "$address"
  exit 0
fi
case ${1:-} in
  *.svc | *.svc.cluster.local)
    echo "** server can't find $1: NXDOMAIN" >&2
    exit 1
    ;;
esac
