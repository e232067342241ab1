using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;

namespace Workshop.House.Tests;

/// <summary><c>./workshop doctor</c> on machines made of stand-ins: a PATH of the test's own holds what is "installed".</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DoctorTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly TemporaryFolder _machine = new();

    public void Dispose() => _machine.Dispose();

    [SkippableFact]
    public async Task A_machine_with_all_that_is_needed_lacks_nothing()
    {
        var result = await Doctor(dotnet: "10.0.401", kubectl: "v1.32.4-dispatcher");

        Assert.Contains("ok       .NET SDK 10.0.401", result.Succeeded(), StringComparison.Ordinal);
        Assert.Contains("ok       kubectl 1.32.4-dispatcher", result.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing is missing", result.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Without_kubectl_it_says_where_to_get_it()
    {
        var result = await Doctor(dotnet: "10.0.401", kubectl: null);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("MISSING  kubectl 1.31 or later", result.Output, StringComparison.Ordinal);
        Assert.Contains("https://kubernetes.io/docs/tasks/tools/", result.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("v1.30.9")]
    [InlineData("v1.9.11")]
    [InlineData("v0.21.0")]
    public async Task A_kubectl_older_than_1_31_is_refused(string version)
    {
        var result = await Doctor(dotnet: "10.0.401", kubectl: version);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"MISSING  kubectl 1.31 or later (installed: {version[1..]})", result.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("v1.31.0")]
    [InlineData("v1.100.0")]
    [InlineData("v2.0.0-alpha.1")]
    public async Task A_kubectl_of_1_31_or_later_is_welcome(string version) =>
        Assert.Contains($"ok       kubectl {version[1..]}", (await Doctor(dotnet: "10.0.401", kubectl: version)).Succeeded(), StringComparison.Ordinal);

    [SkippableTheory]
    [InlineData("9.0.304")]
    [InlineData(null)]
    public async Task Without_a_recent_SDK_it_says_where_to_get_one(string? version)
    {
        var result = await Doctor(version, kubectl: "v1.32.4");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("MISSING  the .NET SDK 10.0.100 or later", result.Output, StringComparison.Ordinal);
        Assert.Contains("https://dot.net/download", result.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_state_folder_that_cannot_be_written_is_named()
    {
        var file = _machine.Write("file", "in the way");

        var result = await Doctor(dotnet: "10.0.401", kubectl: "v1.32.4", ("WORKSHOP_STATE", Path.Combine(file, "state")));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"MISSING  a state folder that can be written ({file}/state", result.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_taken_port_is_a_note_because_up_takes_the_next_one()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 8443);
        // Somebody else's listener does as well.
        Try(listener.Start);

        var result = await Doctor(dotnet: "10.0.401", kubectl: "v1.32.4");

        Assert.Contains("note     port 8443 is taken", result.Succeeded(), StringComparison.Ordinal);
    }

    private static void Try(Action start)
    {
        try
        {
            start();
        }
        catch (System.Net.Sockets.SocketException)
        {
            // In use already, which is what the test is about.
        }
    }

    private async Task<CommandResult> Doctor(string? dotnet, string? kubectl, params (string Name, string Value)[] environment)
    {
        RequiredTool.Unix();
        foreach (var tool in new[] { "bash", "env", "sed", "head", "dirname", "uname", "curl", "cut", "tr", "mkdir", "ifconfig" })
        {
            Link(tool);
        }

        Install("dotnet", dotnet, "echo '{0}'");
        Install("kubectl", kubectl, "echo '  \"gitVersion\": \"{0}\",'");
        var watch = Stopwatch.StartNew();
        var result = await TestProcess.Run(
            Repository.PathOf("workshop"), ["doctor"], Limit, CleanEnvironment.With([("PATH", _machine.Path), ("WORKSHOP_STATE", _machine.PathOf("state")), .. environment]));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Limit);
        return result;
    }

    private void Link(string tool)
    {
        var real = new[] { "/usr/bin", "/bin", "/sbin" }.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
        _ = real is null ? null : File.CreateSymbolicLink(_machine.PathOf(tool), real);
    }

    private void Install(string tool, string? version, string script)
    {
        if (version is not null)
        {
            var path = _machine.Write(tool, $"#!/usr/bin/env bash\n{string.Format(CultureInfo.InvariantCulture, script, version)}\n");
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }
    }
}
