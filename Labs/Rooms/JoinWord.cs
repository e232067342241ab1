using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Workshop.Labs.Rooms;

/// <summary>
/// All that a learner needs to reach a room, and nothing but it: where, the token that lets in, and the fingerprint of the certificate, so that nobody
/// else is believed to be it. Such as <c>192.168.1.5:40123/kZ3…/8fQ…</c>
/// </summary>
internal sealed record JoinWord(IPEndPoint Address, string Token, byte[] Fingerprint)
{
    private const int FingerprintBytes = 32;
    private const int Longest = 200;

    public override string ToString() => $"{Address}/{Token}/{Base64Url.EncodeToString(Fingerprint)}";

    /// <exception cref="LabException">It is no join word.</exception>
    public static JoinWord Parse(string word) => TryParse(word, out var parsed)
        ? parsed
        : throw new LabException("That is no join word. Take it as './workshop room open' printed it: ADDRESS:PORT/TOKEN/FINGERPRINT, without a blank.");

    private static bool TryParse(string word, [NotNullWhen(true)] out JoinWord? parsed)
    {
        parsed = null;
        var parts = word.Length > Longest ? [] : word.Trim().Split('/');
        if (parts.Length != 3 || !IPEndPoint.TryParse(parts[0], out var address) || address.Port == 0 || parts[1].Length == 0 || !Base64Url.IsValid(parts[1]) || !Base64Url.IsValid(parts[2]))
        {
            return false;
        }

        var fingerprint = Base64Url.DecodeFromChars(parts[2]);
        parsed = new JoinWord(address, parts[1], fingerprint);
        return fingerprint.Length == FingerprintBytes;
    }
}
