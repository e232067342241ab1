# Twin of crash-loop: as broken as it comes.
kubectl apply -f Labs/19-break-and-fix/broken/07-crash-loop.yaml
