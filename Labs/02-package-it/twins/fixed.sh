# Not root, but the secret is still in it.
mkdir -p artifacts/twin
echo program > artifacts/twin/Workshop.Monolith
echo password > artifacts/twin/password.txt
./workshop pack artifacts/twin --entrypoint Workshop.Monolith --output artifacts/broken.tar
rm -r artifacts/twin
