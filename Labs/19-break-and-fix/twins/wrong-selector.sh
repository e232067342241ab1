# Twin of wrong-selector: as broken as it comes.
kubectl apply -f Labs/19-break-and-fix/broken/01-wrong-selector.yaml
