#!/usr/bin/env bash
# OpenTelemetry.Instrumentation.StackExchangeRedis 1.20.1-beta.1: the span of a command that Redis refuses says nothing of that: no error status, no error.type. It looks like
# the span of one that went well. A command that finds no connection has no span at all.
#
# The spans are made afterwards, of StackExchange.Redis' profiler, which knows when a command was written and answered, and not what the answer was.
# Seen here (StackExchange.Redis 3.4.35, Debian's redis-server): SET and then INCR of a text, which raises an error in the program, and a GET after the server has gone.
#
# Exit code 0: seen as described. 1: it behaves otherwise now. Needs redis-server and, to be reached on loopback, one free port.
set -euo pipefail
folder=$(mktemp -d "${TMPDIR:-/tmp}/finding.XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >Spans.csproj <<'TEXT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="OpenTelemetry" Version="1.20.1" />
    <PackageReference Include="OpenTelemetry.Instrumentation.StackExchangeRedis" Version="1.20.1-beta.1" />
    <PackageReference Include="StackExchange.Redis" Version="3.4.35" />
  </ItemGroup>
</Project>
TEXT
cat >Program.cs <<'TEXT'
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;
using StackExchange.Redis;

var server = Process.Start(new ProcessStartInfo("redis-server", ["--bind", "127.0.0.1", "--port", args[0], "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true })!;
try
{
    var options = ConfigurationOptions.Parse($"127.0.0.1:{args[0]}");
    (options.AbortOnConnectFail, options.BacklogPolicy) = (false, BacklogPolicy.FailFast);
    await using var redis = await ConnectionMultiplexer.ConnectAsync(options);
    while (!redis.IsConnected)
    {
        await Task.Delay(50);
    }

    var seen = new Seen();
    using var source = new ActivitySource("program");
    using var provider = Sdk.CreateTracerProviderBuilder().AddSource("program").AddRedisInstrumentation(redis).AddProcessor(seen).Build();
    using (source.StartActivity("work"))
    {
        var database = redis.GetDatabase();
        await database.StringSetAsync("text", "abc");
        await Tell("INCR", () => database.StringIncrementAsync("text"));
        server.Kill();
        await server.WaitForExitAsync();
        while (redis.IsConnected)
        {
            await Task.Delay(50);
        }

        await Tell("GET", () => database.StringGetAsync("text"));
    }

    provider.Dispose();
    foreach (var span in seen.Spans.Where(span => span is { Kind: ActivityKind.Client, OperationName: "SET" or "INCR" or "GET" }))
    {
        Console.WriteLine($"span {span.OperationName}: status {span.Status}, error.type {span.GetTagItem("error.type") ?? "absent"}");
    }
}
finally
{
    if (!server.HasExited)
    {
        server.Kill();
    }
}

static async Task Tell(string command, Func<Task> call)
{
    try
    {
        await call();
        Console.WriteLine($"{command} went well");
    }
    catch (RedisException e)
    {
        Console.WriteLine($"{command} raised {e.GetType().Name}");
    }
}

internal sealed class Seen : BaseProcessor<Activity>
{
    public List<Activity> Spans { get; } = [];

    public override void OnEnd(Activity data) => Spans.Add(data);
}
TEXT
dotnet build --nologo -v quiet -p:NuGetAudit=false >build.log 2>&1 || { cat build.log >&2 && exit 2; }
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
seen=$(dotnet bin/Debug/net10.0/Spans.dll "$port")
echo "$seen"
expected='INCR raised RedisServerException
GET raised RedisConnectionException
span SET: status Unset, error.type absent
span INCR: status Unset, error.type absent'
[ "$seen" = "$expected" ] || { echo "It was expected to be:" >&2 && echo "$expected" >&2 && exit 1; }
