# Three Deployments that run, and a Service of auth that finds nobody.
kubectl create secret generic signing-key --from-literal=key=0123456789abcdef0123456789abcdef
kubectl apply -f Labs/08-deployments/auth.yaml -f Labs/08-deployments/hello.yaml -f Labs/08-deployments/frontend.yaml
kubectl patch service auth -p '{"spec":{"selector":{"app":"author"}}}'
