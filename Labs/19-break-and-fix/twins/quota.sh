# Twin of quota: as broken as it comes.
kubectl apply -f Labs/19-break-and-fix/broken/09-quota.yaml
