# The probe is right, and the strategy has no net.
sed -e 's/replicas: 3/replicas: 0/' -e 's#path: /ready$#path: /readiness#' Labs/09-rolling-update/broken/hello-fast-2.yaml | kubectl apply -f -
