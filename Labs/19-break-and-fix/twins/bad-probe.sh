# Twin of bad-probe: as broken as it comes.
kubectl apply -f Labs/19-break-and-fix/broken/03-bad-probe.yaml
