# Twin of blocked-rollout: the new version, which never comes.
kubectl apply -f Labs/19-break-and-fix/townhall.yaml
kubectl rollout status deployment/townhall --timeout=60s
kubectl apply -f Labs/19-break-and-fix/broken/10-blocked-rollout.yaml
