# Paused, but before anything was changed.
sed -e 's/replicas: 3/replicas: 1/' Labs/09-rolling-update/hello.yaml | kubectl apply -f -
kubectl rollout status deployment/hello --timeout=100s
kubectl rollout pause deployment/hello
