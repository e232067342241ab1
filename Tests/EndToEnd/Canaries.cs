using System.IO.Compression;
using System.Text;

namespace Workshop.EndToEnd;

/// <summary>Secrets of a run, one planted and others that it has made, searched for wherever nobody expects one.</summary>
internal sealed class Canaries
{
    // Where secrets are kept: the store, keys, what pods have mounted. All of it is its owner's alone.
    private static readonly string[] Kept = ["cluster.db", "pki/", "pods/", "volumes/", "parameters.json", "kubeconfig"];

    private readonly List<(string Name, string Value)> _secrets = [];

    /// <summary>Makes a Secret that a pod has in its environment, logs in, and learns what the run keeps to itself.</summary>
    public static async Task<Canaries> Plant(RunningWorkshop workshop)
    {
        var canaries = new Canaries();
        var planted = $"canary-{Guid.NewGuid():N}";
        (await workshop.Apply($$"""
            apiVersion: v1
            kind: Secret
            metadata: {name: canary, namespace: default}
            stringData: {value: {{planted}} }
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: canary, namespace: default}
            spec:
              terminationGracePeriodSeconds: 0
              containers:
              - {name: main, image: "busybox:1.36", command: [sh, -c, "test -n \"$CANARY\" && echo planted && sleep 3600"], env: [{name: CANARY, valueFrom: {secretKeyRef: {name: canary, key: value} } }]}
            """)).Succeeded();
        (await workshop.KubectlInLabs("wait --for=condition=Ready pod/canary --timeout=60s")).Succeeded();
        canaries._secrets.Add(("the planted secret", planted));
        canaries._secrets.Add(("Redis' password", (await workshop.Kubectl("get secret redis-password -o jsonpath='{.data.value}' | base64 -d")).Succeeded()));
        canaries._secrets.Add(("a token of a login", (await workshop.Curl($"-u user:password {workshop.Gateway}login")).Succeeded().Split('"')[3]));
        canaries._secrets.Add(("the administrator's token", (await File.ReadAllTextAsync(Path.Combine(workshop.StateFolder, "pki", "admin.token"))).Trim()));
        return canaries;
    }

    /// <summary>Of the running application: every process' command line, the traces and logs that Aspire's dashboard has of it, its objects and events, and a diagnosis of it.</summary>
    public async Task AreNowhere(RunningWorkshop workshop)
    {
        foreach (var process in (Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : []).Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            Search($"{process}/cmdline", ProcessTable.ReadOrNothing($"{process}/cmdline"));
        }

        foreach (var signal in OperatingSystem.IsLinux() ? (string[])["spans", "logs"] : [])
        {
            Search(signal, (await workshop.Curl($"-f -H 'x-api-key: {KeyOfDashboard(workshop)}' {workshop.Endpoints.Dashboard}api/telemetry/{signal}")).Succeeded());
        }

        Search("events", (await workshop.KubectlInLabs("get events -A -o yaml")).Succeeded());
        Search("everything but Secrets", (await workshop.KubectlInLabs("get all,configmaps -A -o yaml")).Succeeded());
        Search("the terminal", workshop.Process.All);
        var archive = Path.Combine(Path.GetDirectoryName(workshop.StateFolder)!, "diagnosis.zip");
        (await workshop.Shell($"WORKSHOP_STATE='{workshop.StateFolder}' WORKSHOP_ROOT='{Repository.Root}' '{Repository.ProgramOf("Labs")}' diagnose --output '{archive}'")).Succeeded();
        await using var zip = await ZipFile.OpenReadAsync(archive);
        foreach (var entry in zip.Entries)
        {
            using var text = new StreamReader(await entry.OpenAsync());
            Search($"diagnosis: {entry.FullName}", await text.ReadToEndAsync());
        }

        File.Delete(archive);
    }

    /// <summary>Of what it has written: its state folder, but for what keeps secrets; what Aspire keeps of a deployment in the home folder; what is published.</summary>
    public void AreInNoFile(RunningWorkshop workshop)
    {
        SearchFolder(workshop.StateFolder, path => !Kept.Any(kept => Path.GetRelativePath(workshop.StateFolder, path).StartsWith(kept, StringComparison.Ordinal)));
        SearchFolder(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aspire", "deployments"), _ => true);
        SearchFolder(PublishedFiles.Folder, _ => true);
    }

    // The dashboard's own process is the only one that is told it.
    private static string KeyOfDashboard(RunningWorkshop workshop) => ProcessTable.Naming(workshop.StateFolder)
        .Select(process => ProcessTable.ReadOrNothing($"/proc/{process.Id}/environ"))
        .SelectMany(variables => variables.Split('\0'))
        .First(variable => variable.StartsWith("DASHBOARD__API__PRIMARYAPIKEY=", StringComparison.Ordinal)).Split('=')[1];

    private void SearchFolder(string folder, Func<string, bool> isSearched)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", options).Where(isSearched) : [])
        {
            Search(file, Encoding.Latin1.GetString(File.ReadAllBytes(file)));
        }
    }

    private void Search(string place, string text) => Assert.All(
        _secrets,
        secret => Assert.False(text.Contains(secret.Value, StringComparison.Ordinal) || text.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret.Value)), StringComparison.Ordinal), $"{secret.Name} is in {place}."));
}
