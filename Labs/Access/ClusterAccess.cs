using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using Workshop.Labs.Checks;

namespace Workshop.Labs.Access;

/// <summary>Which cluster the labs are done on: a kubeconfig and one of its contexts.</summary>
/// <param name="Kubeconfig">The file.</param>
/// <param name="Namespace">Where the lab's objects are.</param>
public sealed record ClusterAccess(string Kubeconfig, string Context, string Namespace, string StateFolder)
{
    private const string LabsContext = "labs";

    /// <summary>
    /// What was named; else <c>KUBECONFIG</c>; else the workshop's own file in the state folder; else kubectl's. In it the context that was named, else
    /// <c>labs</c>, else the current one.
    /// </summary>
    /// <exception cref="LabException">There is no such file or context.</exception>
    public static ClusterAccess Choose(string? kubeconfig, string? context, string stateFolder)
    {
        var file = kubeconfig ?? FromEnvironment() ?? Existing(Path.Combine(stateFolder, "kubeconfig")) ?? Existing(KubernetesClientConfiguration.KubeConfigDefaultLocation)
            ?? throw new LabException("There is no cluster yet: no kubeconfig was found. Start one with './workshop up --empty', in a terminal of its own, or name one with --kubeconfig.");
        var config = Load(file);
        var contexts = config.Contexts?.ToDictionary(one => one.Name) ?? [];
        var name = context ?? (contexts.ContainsKey(LabsContext) ? LabsContext : config.CurrentContext);
        return string.IsNullOrEmpty(name) || !contexts.TryGetValue(name, out var chosen)
            ? throw new LabException($"'{file}' has no context '{name}'. It has: {string.Join(", ", contexts.Keys)}.")
            : new ClusterAccess(file, name, string.IsNullOrEmpty(chosen.ContextDetails.Namespace) ? "default" : chosen.ContextDetails.Namespace, stateFolder);
    }

    /// <summary>The cluster as checks see it. Connects to nothing yet.</summary>
    /// <exception cref="LabException">The kubeconfig lacks something.</exception>
    public LabCluster Connect(TimeProvider time)
    {
        try
        {
            var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(Kubeconfig, Context);
            config.SkipTlsVerify = false;
            return new LabCluster(new Kubernetes(config), Namespace, time, StateFolder);
        }
        catch (KubeConfigException e)
        {
            throw Unreadable(Kubeconfig, e);
        }
    }

    // A list of files is kubectl's own affair: it merges them (see PrivateKubeconfig). Here the first that exists counts.
    private static string? FromEnvironment() =>
        Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(File.Exists);

    private static string? Existing(string path) => File.Exists(path) ? path : null;

    private static K8SConfiguration Load(string file)
    {
        try
        {
            return KubernetesClientConfiguration.LoadKubeConfig(file, useRelativePaths: true);
        }
        catch (Exception e) when (e is KubeConfigException or YamlDotNet.Core.YamlException or IOException)
        {
            throw Unreadable(file, e);
        }
    }

    private static LabException Unreadable(string file, Exception e) => new($"The kubeconfig '{file}' cannot be read: {e.Message}");
}
