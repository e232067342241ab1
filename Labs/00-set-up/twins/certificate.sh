# The key of one certificate with another certificate.
FOLDER=$(mktemp -d)
./workshop certs --output "$FOLDER/one"
./workshop certs --output "$FOLDER/two"
kubectl create secret generic lab-0-tls --type=kubernetes.io/tls --from-file=tls.crt="$FOLDER/one/cert.pem" --from-file=tls.key="$FOLDER/two/key.pem"
rm -rf "$FOLDER"
