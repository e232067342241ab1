# 2.0.0 without a history.
sed -e 's/replicas: 3/replicas: 0/' -e 's/hello:1.0.0/hello:2.0.0/' Labs/09-rolling-update/hello.yaml | kubectl apply -f -
