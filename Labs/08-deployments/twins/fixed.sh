# The label is right, the account is missing.
kubectl create secret generic signing-key --from-literal=key=0123456789abcdef0123456789abcdef
sed 's/app: greeting/app: greeter/' Labs/08-deployments/broken/greeter.yaml | kubectl apply -f -
