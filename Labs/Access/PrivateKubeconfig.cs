namespace Workshop.Labs.Access;

/// <summary>A kubeconfig of one context whose namespace is as wanted, so that a guide's commands need neither <c>--context</c> nor <c>-n</c>. Gone after use.</summary>
internal sealed class PrivateKubeconfig : IDisposable
{
    private readonly string _folder;

    private PrivateKubeconfig(string folder) => _folder = folder;

    public string Path => System.IO.Path.Combine(_folder, "kubeconfig");

    public static async Task<PrivateKubeconfig> WriteAsync(ClusterAccess access, CancellationToken ct)
    {
        var kubectl = ToolRun.Find("kubectl") ?? throw new LabException("kubectl is not on the PATH. './workshop doctor' says where to get it.");
        var written = new PrivateKubeconfig(Directory.CreateTempSubdirectory("workshop-kube-").FullName);
        try
        {
            var view = await ToolRun.RunAsync(kubectl, ["config", "view", "--raw", "--minify", "--flatten", "--context", access.Context], access.Kubeconfig, ct);
            State.StateFiles.Write(written.Path, view.Succeeded());
            (await ToolRun.RunAsync(kubectl, ["config", "set-context", "--current", "--namespace", access.Namespace], written.Path, ct)).Succeeded();
            return written;
        }
        catch
        {
            written.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
