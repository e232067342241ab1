using Workshop.Labs.Access;

namespace Workshop.Labs.Running;

/// <summary>A shell in which a lab's commands reach the lab's cluster and namespace, as typed in the guide.</summary>
public sealed class LabShell : IAsyncDisposable
{
    private readonly PrivateKubeconfig _kubeconfig;

    private LabShell(PrivateKubeconfig kubeconfig, ShellSession session) => (_kubeconfig, Session) = (kubeconfig, session);

    public ShellSession Session { get; }

    /// <exception cref="LabException">The machine lacks that shell or kubectl.</exception>
    public static async Task<LabShell> OpenAsync(LabFiles files, ClusterAccess access, ShellLanguage language, CancellationToken ct)
    {
        var program = language.Programs.Select(ToolRun.Find).FirstOrDefault(found => found is not null)
            ?? throw (language == ShellLanguage.PowerShell
                ? new LabException("PowerShell is not on the PATH. 'dotnet tool install --global PowerShell' brings one.")
                : new LabException("bash is not on the PATH. On Windows, Git for Windows brings one; or type the guide's lines yourself."));
        var kubeconfig = await PrivateKubeconfig.WriteAsync(access, ct);
        var environment = new Dictionary<string, string?>
        {
            ["KUBECONFIG"] = kubeconfig.Path,
            ["LAB_NAMESPACE"] = access.Namespace,
            ["WORKSHOP_STATE"] = access.StateFolder,
            ["WORKSHOP_ROOT"] = files.Root,
            // Windows' own, which the twins of guides name.
            ["USERNAME"] = Environment.UserName,
            // A progress bar or colours would be no lines to compare.
            ["NO_COLOR"] = "1",
            ["TERM"] = "dumb",
        };

        // A program of ours that types for a learner was told things of its own: no program that the guide starts may take them for its settings.
        foreach (var own in Environment.GetEnvironmentVariables().Keys.OfType<string>().Where(name => name.StartsWith("Workshop__", StringComparison.Ordinal)))
        {
            environment[own] = null;
        }

        return new LabShell(kubeconfig, await ShellSession.StartAsync(program, language, files.Root, environment, ct));
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        _kubeconfig.Dispose();
    }
}
