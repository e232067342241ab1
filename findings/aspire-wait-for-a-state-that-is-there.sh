#!/usr/bin/env bash
# Aspire.Hosting 13.6.5: a wait for a state that a resource has already is answered at once, and goes on collecting every later change of every resource until the application ends.
#
# ResourceNotificationService.WatchAsync first tells what there is, and then follows changes through a queue of its own, which is given up when the reader leaves. A reader that
# leaves while it is still told what there is (WaitForResourceAsync does when the state is there) leaves the queue behind: nobody reads it, and each later snapshot stays in memory.
# Seen here: 100 updates with a text of 400 kB each, of which the service itself keeps the last. Without a wait next to nothing stays; after one that was answered at once all of
# them do; after one that had to wait next to nothing.
#
# Exit code 0: seen as described. 1: it behaves otherwise now.
set -euo pipefail
folder=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >Waits.csproj <<'TEXT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Aspire.Hosting" Version="13.6.5" />
  </ItemGroup>
</Project>
TEXT
cat >Program.cs <<'TEXT'
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

foreach (var (what, wait) in new (string, Func<ResourceNotificationService, Row, Task>)[]
{
    ("without a wait", (_, _) => Task.CompletedTask),
    ("after a wait for a state that was there", (rows, _) => rows.WaitForResourceAsync("row", "Running")),
    ("after a wait for a state that came", async (rows, row) =>
    {
        var waiting = rows.WaitForResourceAsync("row", "Finished");
        await rows.PublishUpdateAsync(row, snapshot => snapshot with { State = "Finished" });
        await waiting;
    }),
})
{
    var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
    var row = builder.AddResource(new Row("row")).Resource;
    using var application = builder.Build();
    var rows = application.Services.GetRequiredService<ResourceNotificationService>();
    await rows.PublishUpdateAsync(row, snapshot => snapshot with { State = "Running" });
    await wait(rows, row);
    var before = GC.GetTotalMemory(forceFullCollection: true);
    for (var i = 0; i < 100; i++)
    {
        await rows.PublishUpdateAsync(row, snapshot => snapshot with { Properties = [new ResourcePropertySnapshot("text", new string((char)('A' + i), 200_000))] });
    }

    var kept = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1_000_000;
    Console.WriteLine($"{what}: {(kept >= 35 ? "all of it is kept" : kept <= 5 ? "next to nothing is kept" : $"{kept} MB are kept")}");
}

internal sealed class Row(string name) : Resource(name);
TEXT
dotnet build --nologo -v quiet -p:NuGetAudit=false >build.log 2>&1 || { cat build.log >&2 && exit 2; }
seen=$(dotnet bin/Debug/net10.0/Waits.dll)
echo "$seen"
expected='without a wait: next to nothing is kept
after a wait for a state that was there: all of it is kept
after a wait for a state that came: next to nothing is kept'
[ "$seen" = "$expected" ] || { echo "It was expected to be:" >&2 && echo "$expected" >&2 && exit 1; }
