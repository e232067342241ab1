# Green has a pod, with a label in capitals; the switch finds nobody.
sed -e 's/replicas: 3/replicas: 1/' -e 's/replicas: 0/replicas: 1/' Labs/11-blue-green/broken/shop.yaml | kubectl apply -f -
kubectl patch service shop -p '{"spec":{"selector":{"color":"green"}}}'
