# Five are wanted, and no node has room for such pods.
kubectl create secret generic signing-key --from-literal=key=0123456789abcdef0123456789abcdef
sed -e 's/cpu: 50m/cpu: 500/' -e 's/replicas: 3/replicas: 5/' Labs/08-deployments/hello.yaml | kubectl apply -f -
