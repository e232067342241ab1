# wget that knows the names of Services: an address takes the name's place, and the name goes along as the Host that is asked for.
for argument in "$@"; do
  shift
  case $argument in
    http://* | https://*) scheme=${argument%%://*}:// rest=${argument#*://} ;;
    -* | */* | '') scheme='' rest='' ;;
    *) scheme='' rest=$argument ;;
  esac
  case $argument in
    [a-z0-9]*/*) [ -n "$rest" ] || rest=$argument ;;
  esac
  authority=${rest%%/*}
  host=${authority%%:*}
  address=''
  [ -z "$host" ] || address=$(address_of "$host")
  if [ -n "$address" ]; then
    set -- "$@" --header "Host: $authority" "$scheme$address${rest#"$host"}"
  else
    set -- "$@" "$argument"
  fi
done
