# 'workshop doctor' on Windows; check_… in ./workshop are its twins.
$root = Split-Path -Parent $PSScriptRoot
$script:missing = 0

function Show-Ok($what) { Write-Output "  ok       $what" }
function Show-Note($what) { Write-Output "  note     $what" }
function Show-Missing($what, $remedy) {
    Write-Output "  MISSING  $what"
    Write-Output "           $remedy"
    $script:missing++
}

function Get-Version($text) {
    if ($text -match '(\d+)\.(\d+)\.(\d+)') { return [version]$Matches[0] }
    return [version]'0.0.0'
}

Write-Output 'What the workshop needs on this machine:'

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Show-Missing 'the .NET SDK 10.0.100 or later' 'Install it from https://dot.net/download, then open a new shell.'
} else {
    Push-Location $root
    $sdk = Get-Version (& dotnet --version 2>$null | Out-String)
    Pop-Location
    if ($sdk -ge [version]'10.0.100') { Show-Ok ".NET SDK $sdk" }
    else { Show-Missing 'the .NET SDK 10.0.100 or later' 'Install it from https://dot.net/download; older ones may stay beside it.' }
}

if (-not (Get-Command kubectl -ErrorAction SilentlyContinue)) {
    Show-Missing 'kubectl 1.31 or later' 'Install it as https://kubernetes.io/docs/tasks/tools/ says, then open a new shell.'
} else {
    $kubectl = Get-Version (& kubectl version --client -o json 2>$null | Select-String 'gitVersion' | Out-String)
    if ($kubectl -ge [version]'1.31.0') { Show-Ok "kubectl $kubectl" }
    else { Show-Missing "kubectl 1.31 or later (installed: $kubectl)" 'Replace it as https://kubernetes.io/docs/tasks/tools/ says.' }
}

if (Get-Command curl.exe -ErrorAction SilentlyContinue) { Show-Ok 'curl' }
else { Show-Missing 'curl' 'Install it: winget install cURL.cURL' }

foreach ($port in 8080, 8443, 6443) {
    $client = New-Object System.Net.Sockets.TcpClient
    try {
        $client.Connect('127.0.0.1', $port)
        Show-Note "port $port is taken; 'up' uses the next free one and says so"
    } catch {
        Show-Ok "port $port is free"
    } finally {
        $client.Dispose()
    }
}

$state = if ($env:WORKSHOP_STATE) { $env:WORKSHOP_STATE } else { Join-Path $root '.workshop' }
try {
    New-Item -ItemType Directory -Force -Path $state -ErrorAction Stop | Out-Null
    Show-Ok "state folder $state"
} catch {
    Show-Missing "a state folder that can be written ($state)" 'Set WORKSHOP_STATE to a folder of your own.'
}

if ($script:missing -gt 0) {
    Write-Output "$($script:missing) missing: see above."
    exit 1
}
# The labs' own program has the last word, once it is built.
if (-not (Test-Path (Join-Path $root 'Labs\bin\Debug\net10.0\Workshop.Labs.exe'))) { Write-Output 'Nothing is missing. Next: workshop up' }
