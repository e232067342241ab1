# A canary only: the version is the wrong one.
sed -e 's/hello:1.0.0/hello:2.0.0/' -e 's/replicas: 3/replicas: 1/' Labs/10-canary/hello.yaml | kubectl apply -f -
