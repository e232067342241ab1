using System.Net.NetworkInformation;
using k8s;
using Workshop.Labs.Access;
using Workshop.Labs.Commands;
using Workshop.Labs.Kits;

namespace Workshop.Labs.Doctor;

/// <summary>What is looked at. Each look is quick or gives up; all are taken at once. The SDK, kubectl, curl, ports and the state folder are the script's, which runs without the SDK.</summary>
internal static class MachineChecks
{
    private static readonly string[] Services = ["Monolith", "Hello", "Auth"];
    private static readonly string[] Runtimes = ["podman", "docker"];

    public static IEnumerable<Func<CancellationToken, Task<Finding>>> All(LabContext context) =>
    [
        ct => Tool("bash", ["--version"], "Git for Windows brings one. Without it you type the guides' commands yourself; 'solve' and 'lab --run' need it.", isNeeded: !OperatingSystem.IsWindows(), ct),
        ct => Tool("openssl", ["version"], "Only for looking at certificates in lab 6; './workshop certs' makes them without it.", isNeeded: false, ct),
        _ => Task.FromResult(Programs(context)),
        _ => Task.FromResult(PackageCheck.Look(context.Files.Root, Rids.Here, PackageList.Folders(context.Files.Root))),
        _ => Task.FromResult(PortCheck.Look(context.Desk.Labs.Select(lab => (lab.Number, File.ReadAllText(context.Files.PathOf(lab, "guide.md")))), IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners())),
        _ => Task.FromResult(Containers()),
        ct => ClusterAsync(context, ct),
    ];

    private static async Task<Finding> Tool(string name, string[] version, string remedy, bool isNeeded, CancellationToken ct)
    {
        if (ToolRun.Find(name) is not { } path)
        {
            return isNeeded ? Finding.Missing(name, remedy) : Finding.Note($"{name} is not installed", remedy);
        }

        try
        {
            var said = await ToolRun.RunAsync(path, version, null, ct);
            return said.ExitCode == 0 ? Finding.Ok($"{name}: {said.Output.Split('\n')[0]}") : Finding.Missing($"a {name} that works", $"'{path} {string.Join(' ', version)}' failed: {said.Error.Split('\n')[0]}");
        }
        catch (OperationCanceledException)
        {
            return Finding.Note($"{name} did not answer in time", $"Try '{path} {string.Join(' ', version)}' yourself.");
        }
    }

    private static Finding Programs(LabContext context)
    {
        var absent = Services.Where(service => !Directory.Exists(Path.Combine(context.Files.Root, "Services", service, "bin"))).ToList();
        return absent.Count == 0
            ? Finding.Ok("the application is built")
            : Finding.Note($"not built yet: {string.Join(", ", absent)}", "'./workshop up' builds them; the first time takes a minute or two.");
    }

    private static Finding Containers() => Runtimes.FirstOrDefault(name => ToolRun.Find(name) is not null) is { } found
        ? Finding.Ok($"{found}: lab 2 can run its image")
        : Finding.Note("neither podman nor docker is installed", "Nothing needs one. In lab 2 you look at the image in place of running it.");

    private static async Task<Finding> ClusterAsync(LabContext context, CancellationToken ct)
    {
        try
        {
            var access = context.Access();
            using var cluster = access.Connect(context.Time);
            var version = await cluster.Api.Version.GetCodeAsync(ct);
            return Finding.Ok($"a cluster answers: context '{access.Context}', Kubernetes {version.GitVersion}");
        }
        catch (Exception e) when (e is LabException or HttpRequestException or k8s.Autorest.HttpOperationException or OperationCanceledException)
        {
            return Finding.Note("no cluster answers now", "'./workshop up --empty' starts one, in a terminal of its own.");
        }
    }
}
