# Of the right name, and broken.
sed -e 's/replicas: 3/replicas: 1/' -e 's/hello:1.0.0/hello:3.0.0/' Labs/09-rolling-update/hello.yaml | kubectl apply -f -
