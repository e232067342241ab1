# A certificate, and the key of another one.
folder=$(mktemp -d)
./workshop certs --output "$folder/a" > /dev/null
./workshop certs --output "$folder/b" > /dev/null
kubectl create secret generic tls-certs --from-file=cert.pem="$folder/a/cert.pem" --from-file=key.pem="$folder/b/key.pem"
rm -r "$folder"
