using Workshop.Cluster.Loops.Namespaces;

namespace Workshop.Cluster.Access;

/// <summary>The authority as pods find it in <c>kube-root-ca.crt</c>.</summary>
internal sealed class RootCertificate(AccessKeys keys) : IRootCertificate
{
    public string Pem { get; } = keys.AuthorityPem + "\n";
}
