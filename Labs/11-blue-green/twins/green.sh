# Green stands, in the version of blue.
kubectl apply -f Labs/11-blue-green/blue.yaml -f Labs/11-blue-green/service.yaml
sed -e 's/hello:2.0.0/hello:1.0.0/' -e 's/replicas: 3/replicas: 1/' Labs/11-blue-green/green.yaml | kubectl apply -f -
