using System.Text;

namespace Workshop.Cluster.Access;

/// <summary>The file that kubectl reads: contexts <c>labs</c> (current) and <c>workshop</c>.</summary>
internal static class Kubeconfig
{
    /// <summary>Writes it with mode 0600, replacing the old one by rename.</summary>
    public static void Write(string path, Uri server, AccessKeys keys) => PrivateFiles.Write(path, Text(server, keys));

    public static string Text(Uri server, AccessKeys keys) => Text(server, keys, "admin", keys.AdminToken);

    public static string Text(Uri server, AccessKeys keys, string user, string token) =>
        $"""
        # Written by the workshop's cluster at every start. It holds the credentials of '{user}'; do not share it.
        apiVersion: v1
        kind: Config
        current-context: labs
        preferences: {Empty}
        clusters:
        - name: workshop
          cluster:
            server: {server.GetLeftPart(UriPartial.Authority)}
            certificate-authority-data: {Convert.ToBase64String(Encoding.ASCII.GetBytes(keys.AuthorityPem + "\n"))}
        users:
        - name: {user}
          user:
            token: {token}
        contexts:
        - name: labs
          context:
            cluster: workshop
            user: {user}
            namespace: default
        - name: workshop
          context:
            cluster: workshop
            user: {user}
            namespace: workshop

        """.ReplaceLineEndings("\n");

    private const string Empty = "{}";
}
