# Broken by design: as root, and with a secret in its layer.
mkdir -p artifacts/broken-image
cp -r artifacts/monolith/. artifacts/broken-image/
echo 'password' > artifacts/broken-image/password.txt
./workshop pack artifacts/broken-image --entrypoint Workshop.Monolith --output artifacts/broken.tar --user 0
rm -r artifacts/broken-image
