# The program was built, and nothing was gathered.
mkdir -p artifacts/monolith
touch artifacts/monolith/Program.cs
