using System.Security.Cryptography;

namespace Workshop.Hosting.ClusterPage;

/// <summary>Where a run's cluster page is, and who gets in. Its tokens live as long as the run.</summary>
internal sealed record PageAccess(Uri Web, string Token, string ReadOnlyToken)
{
    // 128 bits, written as hexadecimal digits: they stand in an address.
    private const int KeyLength = 16;
    private const int UsualPort = 18880;

    /// <summary>The address that logs a browser in.</summary>
    public Uri Login => new(Web, $"login?t={Uri.EscapeDataString(Token)}");

    /// <param name="port">Chooses from the usual port on.</param>
    public static PageAccess Make(string host, Func<int, int> port) => new(new UriBuilder(Uri.UriSchemeHttp, host, port(UsualPort)).Uri, NewKey(), NewKey());

    // A record would print them.
    public override string ToString() => Web.ToString();

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyLength));
}
