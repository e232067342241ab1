# As root.
mkdir -p artifacts/twin
echo program > artifacts/twin/Workshop.Monolith
./workshop pack artifacts/twin --entrypoint Workshop.Monolith --output artifacts/monolith.tar --user 0
rm -r artifacts/twin
