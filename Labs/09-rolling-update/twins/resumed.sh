# 1.0.0, which was never anything else.
sed -e 's/replicas: 3/replicas: 0/' Labs/09-rolling-update/hello.yaml | kubectl apply -f -
