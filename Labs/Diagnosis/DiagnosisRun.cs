using System.Collections;
using Workshop.Labs.Commands;

namespace Workshop.Labs.Diagnosis;

/// <summary>Gathers a diagnosis, and what must not be in it.</summary>
internal static class DiagnosisRun
{
    private const string ReadMe = """
        What './workshop diagnose' found. Look through it before you give it to anybody.

        versions.txt   the workshop, the system, the SDK, kubectl
        doctor.txt     what this machine lacks
        cluster/       objects (a Secret's keys without their values), events, the last lines of every container; on a cluster that is not the
                       workshop's own, of your namespace alone
        state/         the state folder: what is in it by name, size and mode; the run's log, the pods' logs, endpoints.json

        Everything went by one redactor: values of the state folder's keys and parameters, of the kubeconfig, of the cluster's Secrets (4 letters and
        more), PEM blocks, JSON Web Tokens, password hashes, login tokens in addresses, headers and settings whose names say that they are secret. Each
        is written as [removed]. A secret that the program cannot know (one that you typed into a ConfigMap, say) is not found.

        """;

    /// <param name="machine">What is told of the machine.</param>
    public static async Task<(IReadOnlyList<DiagnosisPage> Pages, Redactor Redactor)> GatherAsync(LabContext context, IEnumerable<Func<CancellationToken, Task<DiagnosisPage>>> machine, IDictionary environment, CancellationToken ct)
    {
        var state = context.StateFolder;
        var pages = new List<DiagnosisPage> { new("README.txt", ReadMe) };
        var secrets = new List<string>([.. KnownSecrets.OfState(state), .. KnownSecrets.OfKubeconfig(Path.Combine(state, "kubeconfig")), .. KnownSecrets.OfEnvironment(environment)]);
        foreach (var ask in machine)
        {
            pages.Add(await ask(ct));
        }

        pages.AddRange(await OfClusterAsync(context, secrets, ct));
        pages.AddRange(StatePages.Of(state));
        return (pages, new Redactor(secrets));
    }

    private static async Task<IReadOnlyList<DiagnosisPage>> OfClusterAsync(LabContext context, List<string> secrets, CancellationToken ct)
    {
        try
        {
            var access = context.Access();
            secrets.AddRange(KnownSecrets.OfKubeconfig(access.Kubeconfig));
            using var cluster = access.Connect(context.Time);
            var reader = new ClusterReader(cluster.Api);
            var isOwn = Path.GetFullPath(access.Kubeconfig) == Path.GetFullPath(Path.Combine(context.StateFolder, "kubeconfig"));
            return await OfAsync(reader, isOwn ? null : [access.Namespace], secrets, ct);
        }
        catch (LabException e)
        {
            return [new DiagnosisPage("cluster/none.txt", $"No cluster was asked: {e.Message}\n")];
        }
    }

    internal static async Task<IReadOnlyList<DiagnosisPage>> OfAsync(ClusterReader reader, IReadOnlyList<string>? namespaces, List<string> secrets, CancellationToken ct)
    {
        var (status, said) = await reader.GetAsync("/version", ct);
        if (status is null)
        {
            return [new DiagnosisPage("cluster/none.txt", $"No cluster answers: {said}\nState and logs of the last run are in state/.\n")];
        }

        var cluster = new ClusterPages(reader, namespaces);
        secrets.AddRange(await cluster.SecretsAsync(ct));
        var pages = new List<DiagnosisPage> { new("cluster/version.json", said) };
        await foreach (var page in cluster.ReadAsync(ct))
        {
            pages.Add(page);
        }

        return pages;
    }
}
