# The image is right, the label is not.
sed -e 's/replicas: 3/replicas: 0/' Labs/10-canary/hello.yaml | kubectl apply -f -
sed 's/3.0.0/2.0.0/' Labs/10-canary/broken/hello-next.yaml | kubectl apply -f -
