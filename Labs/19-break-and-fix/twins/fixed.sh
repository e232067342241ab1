# Twin of fixed: the pod is mended, the Service is not.
kubectl apply -f Labs/19-break-and-fix/broken/11-all-at-once.yaml
kubectl patch deployment museum --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/args"}]'
