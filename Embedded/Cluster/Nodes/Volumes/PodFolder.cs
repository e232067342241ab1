using System.Security.Cryptography;
using System.Text;

namespace Workshop.Cluster.Nodes.Volumes;

/// <summary>
/// The folders of pods: <c>STATE/pods/UID/volumes/NAME</c> and <c>STATE/pods/UID/containers/NAME</c>. Their paths are put into shell scripts in place of
/// mount paths, so they must be free of blanks and quotes: where the state folder's are not, they are reached through a link in the temporary folder.
/// </summary>
internal sealed class PodFolder : IDisposable
{
    private readonly string? _link;

    public PodFolder(ClusterOptions options)
    {
        var real = Path.GetFullPath(Path.Combine(options.StateFolder, "pods"));
        Directory.CreateDirectory(real);
        Root = real;
        if (!OperatingSystem.IsWindows() && real.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('/' or '.' or '_' or '-')))
        {
            Root = _link = Link(real);
        }
    }

    public string Root { get; }

    public string Of(string podUid) => Path.Combine(Root, podUid);

    public string Volume(string podUid, string volume) => Path.Combine(Root, podUid, "volumes", volume);

    public string Container(string podUid, string container) => Path.Combine(Root, podUid, "containers", container);

    public void Delete(string podUid)
    {
        if (Directory.Exists(Of(podUid)))
        {
            Directory.Delete(Of(podUid), recursive: true);
        }
    }

    /// <summary>Removes what pods left that no longer exist.</summary>
    public void KeepOnly(IReadOnlySet<string> podUids)
    {
        foreach (var folder in Directory.EnumerateDirectories(Root).Select(path => Path.GetFileName(path)).Where(uid => !podUids.Contains(uid)).ToList())
        {
            Delete(folder);
        }
    }

    public void Dispose()
    {
        if (_link is not null)
        {
            File.Delete(_link);
        }
    }

    private static string Link(string real)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.UserName} {real}")))[..12];
        var link = Path.Combine("/tmp", $"workshop-{name}");
        if (new FileInfo(link).LinkTarget != real)
        {
            // Fails when somebody else has put something there: better than to follow it.
            File.Delete(link);
            File.CreateSymbolicLink(link, real);
        }

        return link;
    }
}
