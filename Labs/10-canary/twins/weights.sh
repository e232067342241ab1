# The route's weights are wrong: half of the requests go to the canary.
kubectl apply -f Labs/10-canary/hello.yaml -f Labs/10-canary/canary.yaml -f Labs/10-canary/gateway.yaml
sed -e 's/weight: 90/weight: 50/' -e 's/weight: 10/weight: 50/' Labs/10-canary/weights.yaml | kubectl apply -f -
kubectl wait --for=condition=Available deployment --all --timeout=100s
kubectl wait --for=condition=Programmed gateway/canary --timeout=60s
./workshop load gateway/canary --rate 60 --seconds 6 > /dev/null
