# Twin of missing-secret: as broken as it comes.
kubectl apply -f Labs/19-break-and-fix/broken/04-missing-secret.yaml
