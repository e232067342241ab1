# 2.0.0 runs, and nobody has watched how it came.
sed -e 's/replicas: 3/replicas: 1/' -e 's/hello:1.0.0/hello:2.0.0/' Labs/09-rolling-update/hello.yaml | kubectl apply -f -
