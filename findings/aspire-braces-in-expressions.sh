#!/usr/bin/env bash
# Aspire.Hosting 13.6.5: a text with two braces in a ReferenceExpression arrives with one.
#
# $"{{name}}={value}" is C#'s way to write the text "{name}=" and a value; it arrives so. $"{{{{name}}}}={value}" is the text "{{name}}=" (a template of many tools) and a
# value: of it "{name}=" arrives, without a word. Aspire doubles single braces for its format string and takes two for doubled ones already.
#
# Exit code 0: seen as described. 1: it behaves otherwise now.
set -euo pipefail
version=13.6.5
folder=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >finding.csproj <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Aspire.Hosting" Version="$version" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

var builder = DistributedApplication.CreateBuilder();
builder.Configuration["Parameters:value"] = "1";
var value = builder.AddParameter("value");
Console.WriteLine("one pair: " + await Resolve(ReferenceExpression.Create($"{{name}}={value}")));
Console.WriteLine("two pairs: " + await Resolve(ReferenceExpression.Create($"{{{{name}}}}={value}")));

static async Task<string> Resolve(ReferenceExpression expression) => await expression.GetValueAsync(CancellationToken.None) ?? "null";
CS
dotnet build --nologo -v quiet -p:NuGetAudit=false >build.log 2>&1 || { cat build.log >&2 && exit 2; }
seen=$(dotnet bin/Debug/net10.0/finding.dll 2>/dev/null | grep -E '^(one|two) pair')
echo "Aspire.Hosting $version:"
echo "$seen"
expected='one pair: {name}=1
two pairs: {name}=1'
[ "$seen" = "$expected" ] || { echo "It was expected to be:" >&2 && echo "$expected" >&2 && exit 1; }
