# The canary is ready, and its pods lack the label that the Service asks for.
sed -e 's/replicas: 3/replicas: 1/' Labs/10-canary/hello.yaml | kubectl apply -f -
sed 's/app: hello$/app: canary/' Labs/10-canary/canary.yaml | kubectl apply -f -
