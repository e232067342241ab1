# Files of the right names, and nothing in them.
mkdir -p artifacts/monolith
touch artifacts/monolith/Workshop.Monolith artifacts/monolith/Workshop.Monolith.dll
