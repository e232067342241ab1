# A token that somebody else signed.
mkdir -p artifacts
Workshop__Lab=true Services/Monolith/bin/Debug/net10.0/Workshop.Monolith --http 127.0.0.1:10180 --health 127.0.0.1:10181 > artifacts/twin.log &
curl -s --retry 20 --retry-connrefused --retry-delay 1 http://127.0.0.1:10180/
echo '{"token":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.c2lnbmVkIGJ5IHNvbWVib2R5IGVsc2U"}' > artifacts/token.json
