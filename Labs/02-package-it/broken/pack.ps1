$folder = New-Item -ItemType Directory -Force artifacts/broken-image
Copy-Item -Recurse -Force artifacts/monolith/* $folder
Set-Content (Join-Path $folder password.txt) password
./workshop pack artifacts/broken-image --entrypoint Workshop.Monolith --output artifacts/broken.tar --user 0
Remove-Item -Recurse $folder
