using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Workshop.EndToEnd.Outside;

/// <summary>The AppHost of Hosting/README.md, outside the repository: packed, built and run as a reader does it, beside two web projects as 'dotnet new web' makes them.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes of it by IAsyncLifetime.")]
public sealed class OutsideApplication : IAsyncLifetime
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(15);

    // Every run is another version: NuGet keeps what it has unpacked once.
    private readonly string _version = $"1.0.0-test.{Environment.ProcessId}.{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}";
    private readonly TemporaryFolder _folder = new();

    /// <value>The built program; it takes <c>--Test:Mistake=NAME</c>.</value>
    public string Program => _folder.PathOf("shop", "AppHost", "bin", "Debug", "net10.0", OperatingSystem.IsWindows() ? "AppHost.exe" : "AppHost");

    public string Folder => _folder.PathOf("shop");

    public async Task InitializeAsync()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        var readme = File.ReadAllText(Repository.PathOf("Hosting", "README.md"));
        WriteApplication(BlockOf(readme, "xml"), BlockOf(readme, "csharp"));
        await Dotnet("pack", Repository.PathOf("Hosting"), "-c", Repository.Configuration, "-o", _folder.PathOf("feed"), $"-p:PackageVersion={_version}");
        await Dotnet("build", Path.Combine(Folder, "AppHost"));
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        foreach (var package in new[] { "workshop.hosting", "workshop.cluster" })
        {
            var unpacked = Path.Combine(CopyOfTheRepository.Packages.Value, package, _version);
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Runs the program to its end.</summary>
    public Task<CommandResult> Run(params string[] arguments) =>
        TestProcess.Run(Program, arguments, TimeSpan.FromMinutes(2), CleanEnvironment.With(("WORKSHOP_STATE", _folder.PathOf("state"))), Folder);

    private void WriteApplication(string project, string program)
    {
        _folder.Write("shop/NuGet.config", $"""
            <configuration>
              <packageSources>
                <add key="workshop" value="{_folder.PathOf("feed")}" />
              </packageSources>
            </configuration>
            """);
        _folder.Write("shop/AppHost/AppHost.csproj", project.Replace("\"1.0.0\"", $"\"{_version}\"", StringComparison.Ordinal));
        _folder.Write("shop/AppHost/Program.cs", program.Replace("builder.Build()", $"{Mistakes}\n\nbuilder.Build()", StringComparison.Ordinal));
        WriteWebProject("Api", 5101, """
            app.MapGet("/", () => $"api {Environment.GetEnvironmentVariable("HOSTNAME")} {Environment.GetEnvironmentVariable("CACHE")}");
            """);
        WriteWebProject("Front", 5102, """
            var http = new HttpClient();
            app.MapGet("/", async () =>
            {
                var api = await http.GetStringAsync(builder.Configuration["services:api:http:0"]);
                var search = await http.GetStringAsync(builder.Configuration["services:search:http:0"]);
                return $"front {Environment.GetEnvironmentVariable("HOSTNAME")}, {api}, search: {search}";
            });
            """);
        _folder.Write("shop/manifests/search.yaml", Search);
    }

    private void WriteWebProject(string name, int port, string endpoints)
    {
        _folder.Write($"shop/{name}/{name}.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Web">

              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>

            </Project>
            """);
        _folder.Write($"shop/{name}/Program.cs", $"""
            var builder = WebApplication.CreateBuilder(args);
            var app = builder.Build();

            {endpoints}

            app.Run();
            """);
        _folder.Write($"shop/{name}/Properties/launchSettings.json", $$"""
            {
              "profiles": {
                "https": {
                  "commandName": "Project",
                  "applicationUrl": "https://localhost:{{port + 2000}};http://localhost:{{port}}",
                  "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development" }
                }
              }
            }
            """);
    }

    private const string Mistakes = """
        switch (builder.Configuration["Test:Mistake"])
        {
            case "name": builder.AddContainer("api", "redis"); break;
            case "environments": builder.AddKustomizeEnvironment("second"); break;
            case "executable": builder.AddExecutable("stray", "sleep", ".", "1"); break;
            case "path": cluster.AddManifest("nowhere", "missing.yaml"); break;
            case "manifest": cluster.AddManifestFromContent("broken", "kind: Pod\n  name: ["); break;
            case "engine": builder.AddContainer("nginx", "nginx"); break;
        }
        """;

    private const string Search = """
        apiVersion: v1
        kind: Service
        metadata: { name: search }
        spec:
          selector: { app: search }
          ports: [{ port: 80, targetPort: 8080 }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: search }
        spec:
          selector: { matchLabels: { app: search } }
          template:
            metadata: { labels: { app: search } }
            spec:
              containers: [{ name: main, image: "workshop/api:1.0.0" }]
        """;

    private static string BlockOf(string paper, string language)
    {
        var block = Regex.Match(paper, $"```{language}\n(.*?)```", RegexOptions.Singleline);
        Assert.True(block.Success, $"Hosting/README.md has no block of {language}.");
        return block.Groups[1].Value;
    }

    private static async Task Dotnet(params string[] arguments)
    {
        var environment = CleanEnvironment.With(CopyOfTheRepository.Packages, ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("MSBUILDDISABLENODEREUSE", "1"));
        var result = await TestProcess.Run(RequiredTool.Named("dotnet"), arguments, BuildLimit, environment);
        Assert.True(result.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}:\n{result.Output}\n{result.Error}");
    }
}
