using System.Collections.Concurrent;
using System.Text;
using k8s.Models;
using Workshop.Cluster.Access.Tokens;
using Workshop.Cluster.Nodes.Containers;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Rules;

namespace Workshop.Cluster.Nodes.Volumes;

/// <summary>Keeps the tokens that pods have mounted, and makes new ones in time: after four fifths of their lives, as the kubelet does.</summary>
internal sealed class AccountTokens(ServiceAccountTokens tokens, IClusterClient client, TimeProvider time)
{
    private static readonly TimeSpan LongLife = TimeSpan.FromDays(365);

    private readonly ConcurrentDictionary<(string Pod, string Audience, long Seconds), (byte[] Token, DateTimeOffset MadeAt, DateTimeOffset RenewAt)> _made = new();

    /// <exception cref="ContainerConfigException">The pod's ServiceAccount is gone.</exception>
    public byte[] Of(V1Pod pod, V1ServiceAccountTokenProjection source)
    {
        var key = (pod.Metadata.Uid, source.Audience ?? "", source.ExpirationSeconds ?? 3600);
        var now = time.GetUtcNow();

        // One from the future, since the clock was put back, is not good yet.
        if (_made.TryGetValue(key, out var present) && present.MadeAt <= now && present.RenewAt > now)
        {
            return present.Token;
        }

        var name = pod.Spec.ServiceAccountName ?? "default";
        var account = client.Find<V1ServiceAccount>(pod.Metadata.NamespaceProperty, name)
            ?? throw new ContainerConfigException($"failed to fetch token: serviceaccounts \"{name}\" not found");
        var life = key.Item3 == AccountVolume.TokenSeconds && key.Item2.Length == 0 ? LongLife : TimeSpan.FromSeconds(key.Item3);
        var token = Encoding.ASCII.GetBytes(tokens.Issue(account, key.Item2.Length == 0 ? [] : [key.Item2], life, pod).Token);
        _made[key] = (token, now, now + (life * 0.8));
        return token;
    }

    public void Forget(string podUid)
    {
        foreach (var key in _made.Keys.Where(key => key.Pod == podUid))
        {
            _made.TryRemove(key, out _);
        }
    }
}
