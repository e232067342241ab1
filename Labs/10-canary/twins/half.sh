# Half is meant, and nobody has measured it.
kubectl apply -f Labs/10-canary/hello.yaml
sed 's/replicas: 1/replicas: 3/' Labs/10-canary/canary.yaml | kubectl apply -f -
