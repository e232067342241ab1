# Blue serves, and never did anything else.
sed -e 's/replicas: 3/replicas: 0/' Labs/11-blue-green/blue.yaml | kubectl apply -f -
kubectl apply -f Labs/11-blue-green/service.yaml
