# It is dead, not busy: liveness was flipped in place of readiness.
mkdir -p artifacts
Workshop__Lab=true Services/Monolith/bin/Debug/net10.0/Workshop.Monolith --http 127.0.0.1:10180 --health 127.0.0.1:10181 > artifacts/twin.log &
curl -s --retry 20 --retry-connrefused --retry-delay 1 http://127.0.0.1:10180/
curl -s -X POST http://127.0.0.1:10181/healthz/status
