# Twin of wrong-port: as broken as it comes.
kubectl apply -f Labs/19-break-and-fix/broken/02-wrong-port.yaml
