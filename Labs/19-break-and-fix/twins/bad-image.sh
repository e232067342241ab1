# Twin of bad-image: as broken as it comes.
kubectl apply -f Labs/19-break-and-fix/broken/05-bad-image.yaml
