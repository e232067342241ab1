using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.ClusterPage;

/// <summary>What only this user may know of the cluster page: <c>cluster-page.json</c> in the state folder, with its tokens, for scripts.</summary>
internal static class PageFiles
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(string stateFolder, PageAccess access, CancellationToken ct)
    {
        var content = new JsonObject { ["login"] = access.Login.ToString(), ["readOnlyToken"] = access.ReadOnlyToken };
        return AtomicFile.WriteAsync(PathIn(stateFolder), content.ToJsonString(Indented) + "\n", isPrivate: true, ct);
    }

    public static void Delete(string stateFolder) => File.Delete(PathIn(stateFolder));

    private static string PathIn(string stateFolder) => Path.Combine(stateFolder, "cluster-page.json");
}
