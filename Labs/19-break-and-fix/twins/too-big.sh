# Twin of too-big: as broken as it comes.
kubectl apply -f Labs/19-break-and-fix/broken/06-too-big.yaml
