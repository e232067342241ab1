# It runs, and only its health port is where the check asks: the ports are exchanged.
mkdir -p artifacts
Workshop__Lab=true Services/Monolith/bin/Debug/net10.0/Workshop.Monolith --http 127.0.0.1:10181 --health 127.0.0.1:10180 > artifacts/twin.log &
curl -s --retry 20 --retry-connrefused --retry-delay 1 http://127.0.0.1:10181/
