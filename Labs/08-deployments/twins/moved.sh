# All nodes have always been there.
kubectl create secret generic signing-key --from-literal=key=0123456789abcdef0123456789abcdef
kubectl apply -f Labs/08-deployments/hello.yaml
