# Broken by design.
Services/Monolith/bin/Debug/net10.0/Workshop.Monolith --http 127.0.0.1:10280 --health 127.0.0.1:10281 > artifacts/broken.log &
BROKEN=$!
