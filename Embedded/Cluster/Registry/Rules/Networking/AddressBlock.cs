using System.Globalization;
using System.Net;

namespace Workshop.Cluster.Registry.Rules.Networking;

/// <summary>A block of addresses, such as <c>10.9.8.0/24</c>.</summary>
internal sealed record AddressBlock(IPAddress Address, int Length)
{
    /// <param name="text">One that is right.</param>
    public static AddressBlock Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return new AddressBlock(IPAddress.Parse(text.AsSpan(0, slash)), int.Parse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    public bool IsStrictlyWider(AddressBlock other)
    {
        var (own, others) = (Address.GetAddressBytes(), other.Address.GetAddressBytes());
        return Length < other.Length && own.Length == others.Length && Enumerable.Range(0, Length).All(bit => Bit(own, bit) == Bit(others, bit));
    }

    private static int Bit(byte[] bytes, int index) => (bytes[index / 8] >> (7 - (index % 8))) & 1;
}
