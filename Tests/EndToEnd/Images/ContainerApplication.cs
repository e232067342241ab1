using System.Net;
using Workshop.EndToEnd.Rotation;

namespace Workshop.EndToEnd.Images;

/// <summary>The application as containers: gateway, auth and hello, or the monolith by itself; and what the contract says of it.</summary>
internal sealed class ContainerApplication(ContainerEngine engine, TemporaryFolder folder)
{
    private const string User = "1654";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="image">Such as <c>127.0.0.1:5000/workshop/{0}:1.0.0</c>.</param>
    public async Task KeepsTheContract(string image)
    {
        var (auth, hello, gateway) = (LoopbackAddress.Next(), LoopbackAddress.Next(), LoopbackAddress.Next());
        var certificate = Certificate(gateway);
        await Start("auth", image, auth, ["-e", $"Workshop__Signing__Key={new string('k', 40)}"]);
        await Start("hello", image, hello, ["-e", $"Workshop__Jwks=http://{auth}:8080/.well-known/jwks.json"]);
        await Start(
            "gateway",
            image,
            gateway,
            [
                "-e", $"ReverseProxy__Clusters__auth__Destinations__auth__Address=http://{auth}:8080", "-e", $"ReverseProxy__Clusters__hello__Destinations__hello__Address=http://{hello}:8080",
                "-e", "Workshop__TlsDirectory=/tls", "-v", $"{Path.GetDirectoryName(certificate)}:/tls:ro",
            ],
            "--https", $"{gateway}:8443");

        await Keeps($"https://{gateway}:8443", certificate, auth, hello, gateway);
        await Ends("gateway", "auth", "hello");
    }

    /// <param name="image">As above.</param>
    public async Task MonolithKeepsTheContract(string image)
    {
        var monolith = LoopbackAddress.Next();
        await Start("monolith", image, monolith, []);
        await Keeps($"http://{monolith}:8080", null, monolith);
        await Ends("monolith");
    }

    private async Task Start(string service, string image, IPAddress address, IEnumerable<string> options, params string[] arguments)
    {
        var name = image.Replace("{0}", service, StringComparison.Ordinal);
        await engine.Podman("pull", "--quiet", "--tls-verify=false", name);
        await engine.Run(service, name, ["-e", "Workshop__Lab=true", .. options], ["--http", $"{address}:8080", "--health", $"{address}:8081", .. arguments]);
        await engine.IsReady(service, address);
        var process = await engine.Podman("inspect", "--format", "{{.State.Pid}}", service);
        Assert.Matches($@"(?m)^Uid:\s+{User}\s+{User}\s", await File.ReadAllTextAsync($"/proc/{process}/status"));
    }

    private static async Task Keeps(string address, string? authority, params IPAddress[] services)
    {
        var arguments = new List<string> { address, "--lab" };
        arguments.AddRange(services.SelectMany(service => new[] { "--health", $"http://{service}:8081" }));
        arguments.AddRange(authority is null ? [] : ["--ca", authority]);

        var kept = (await TestProcess.Run(Repository.ProgramOf("Tests/Contract"), arguments, Patience)).Succeeded();

        Assert.Contains(", 0 broken", kept, StringComparison.Ordinal);
        // One rule is about HTTPS only.
        Assert.EndsWith(authority is null ? "1 skipped" : "0 skipped", kept.TrimEnd(), StringComparison.Ordinal);
    }

    // Asked as a node asks: SIGTERM, and the exit code of a drained end.
    private async Task Ends(params string[] containers)
    {
        foreach (var container in containers)
        {
            await engine.Podman("stop", "--time", "30", container);
            Assert.Equal("0", await engine.Podman("inspect", "--format", "{{.State.ExitCode}}", container));
            await engine.Podman("rm", container);
        }
    }

    // The folder above is nobody else's; what is mounted must be the container's user's to read.
    private string Certificate(IPAddress address)
    {
        var (certificate, key) = new ServerCertificates().Make(address);
        var name = $"tls-{address}";
        folder.Write($"{name}/key.pem", key);
        return folder.Write($"{name}/cert.pem", certificate);
    }
}
