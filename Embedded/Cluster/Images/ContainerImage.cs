using System.Security.Cryptography;
using System.Text;

namespace Workshop.Cluster.Images;

/// <summary>An image of the catalogue with the tag that was asked for.</summary>
internal sealed record ContainerImage(CatalogueImage Entry, string Tag)
{
    /// <summary>Has no program of its own: the tools of this machine.</summary>
    public bool IsHostTools => Entry.Command.Count == 0;

    /// <summary>Stable, and in the form that Kubernetes shows.</summary>
    public string Id => $"{Entry.Name}@sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Entry.Name}:{Tag} {string.Join(' ', Entry.Command)}")))}";

    /// <summary>Whether an argument only repeats which program is meant, as the entry points of such images allow: <c>redis-server /etc/redis.conf</c>.</summary>
    public bool IsNamedBy(string argument) => argument == Entry.Verb;

    /// <summary>What the image sets in the environment.</summary>
    public IEnumerable<KeyValuePair<string, string>> EnvironmentFor(string podIp) =>
        (Entry.Environment ?? new Dictionary<string, string>()).Select(pair => KeyValuePair.Create(pair.Key, Fill(pair.Value, podIp)));

    /// <summary>The image's own arguments, which a container's replace.</summary>
    public IEnumerable<string> ArgsFor(string podIp) => (Entry.Args ?? []).Select(arg => Fill(arg, podIp));

    /// <summary>What tells the program where to listen; always appended.</summary>
    public IEnumerable<string> BindArgsFor(string podIp) => (Entry.BindArgs ?? []).Select(arg => Fill(arg, podIp));

    private string Fill(string text, string podIp) =>
        text.Replace("{tag}", Tag, StringComparison.Ordinal).Replace("{podIP}", podIp, StringComparison.Ordinal);
}
