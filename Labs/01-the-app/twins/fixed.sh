# Started again, and told the wrong thing again.
mkdir -p artifacts
Workshop__Lab=false Services/Monolith/bin/Debug/net10.0/Workshop.Monolith --http 127.0.0.1:10280 --health 127.0.0.1:10281 > artifacts/twin.log &
curl -s --retry 20 --retry-connrefused --retry-delay 1 http://127.0.0.1:10280/
