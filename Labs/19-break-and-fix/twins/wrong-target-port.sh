# Twin of wrong-target-port: as broken as it comes.
kubectl apply -f Labs/19-break-and-fix/broken/08-wrong-target-port.yaml
