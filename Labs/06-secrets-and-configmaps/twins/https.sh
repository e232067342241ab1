# HTTPS, with a certificate that the gateway made itself: the Secret is not asked.
folder=$(mktemp -d)
./workshop certs --output "$folder" > /dev/null
kubectl create secret generic tls-certs --from-file="$folder/cert.pem" --from-file="$folder/key.pem"
rm -r "$folder"
kubectl create configmap gateway-routes --from-file=Labs/06-secrets-and-configmaps/routes.json
sed '/Workshop__TlsDirectory/,+1d' Labs/06-secrets-and-configmaps/secure-monolith.yaml | kubectl apply -f -
