# Stable is 2.0.0, and the canary was left standing.
sed -e 's/hello:1.0.0/hello:2.0.0/' -e 's/replicas: 3/replicas: 0/' Labs/10-canary/hello.yaml | kubectl apply -f -
sed 's/replicas: 1/replicas: 0/' Labs/10-canary/canary.yaml | kubectl apply -f -
