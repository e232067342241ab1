# Pods have ended, and scaling ended them.
kubectl create secret generic signing-key --from-literal=key=0123456789abcdef0123456789abcdef
sed 's/replicas: 3/replicas: 4/' Labs/08-deployments/hello.yaml | kubectl apply -f -
kubectl rollout status deployment/hello --timeout=100s
kubectl scale deployment hello --replicas=3
