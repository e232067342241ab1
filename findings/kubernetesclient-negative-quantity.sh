#!/usr/bin/env bash
# KubernetesClient 21.0.8: a quantity below zero is written with the largest suffix there is.
#
# new ResourceQuantity("-1").CanonicalizeString() is "-0.000000000000000001E" and "-5Mi" becomes "-0.0000000000045474735088646412Ei": equal in value, and canonical in no
# sense; Kubernetes itself writes -1, -5Mi and -100m. Amounts above zero come out right. Who quotes a user's quantity in an error, or adds differences up, meets it.
#
# Exit code 0: seen as described. 1: it behaves otherwise now.
set -euo pipefail
version=21.0.8
folder=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >finding.csproj <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><InvariantGlobalization>true</InvariantGlobalization></PropertyGroup>
  <ItemGroup><PackageReference Include="KubernetesClient" Version="$version" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using k8s.Models;

foreach (var text in new[] { "1", "-1", "5Mi", "-5Mi", "100m", "-100m" })
{
    var quantity = new ResourceQuantity(text);
    Console.WriteLine($"quantity {text}: {quantity.ToDecimal()} is written {quantity.CanonicalizeString()}");
}
CS
dotnet build --nologo -v quiet -p:NuGetAudit=false >build.log 2>&1 || { cat build.log >&2 && exit 2; }
seen=$(dotnet bin/Debug/net10.0/finding.dll 2>/dev/null | grep -E '^quantity')
echo "KubernetesClient $version:"
echo "$seen"
expected='quantity 1: 1 is written 1
quantity -1: -1 is written -0.000000000000000001E
quantity 5Mi: 5242880 is written 5Mi
quantity -5Mi: -5242880 is written -0.0000000000045474735088646412Ei
quantity 100m: 0.1 is written 100m
quantity -100m: -0.1 is written -0.0000000000000000001E'
[ "$seen" = "$expected" ] || { echo "It was expected to be:" >&2 && echo "$expected" >&2 && exit 1; }
