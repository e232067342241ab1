using k8s;

namespace Workshop.Labs.Checks;

/// <summary>What a program within a pod says: for what no port tells, such as what lies on a disk.</summary>
public sealed partial class LabCluster
{
    /// <summary>Runs a command that only reads in a container of a pod, as <c>kubectl exec POD -- COMMAND</c> does.</summary>
    /// <returns>Its exit code and what it wrote; code -1 with the reason where it could not be run at all.</returns>
    public async Task<(int Code, string Output)> Exec(string pod, string container, IReadOnlyList<string> command, CancellationToken ct)
    {
        var written = string.Empty;
        try
        {
            var code = await Api.NamespacedPodExecAsync(
                pod,
                Namespace,
                container,
                command,
                tty: false,
                async (_, output, error) =>
                {
                    var said = ReadAsync(output, ct);
                    var complained = ReadAsync(error, ct);
                    written = await said + await complained;
                },
                ct);
            return (code, written);
        }
        catch (Exception e) when (e is KubernetesException or System.Net.WebSockets.WebSocketException or k8s.Autorest.HttpOperationException)
        {
            return (-1, e.Message);
        }
    }

    private static async Task<string> ReadAsync(Stream stream, CancellationToken ct)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        return await reader.ReadToEndAsync(ct);
    }
}
