using System.Net;
using System.Net.Sockets;

namespace Workshop.ServiceDefaults.Settings;

/// <summary>Reads one network or address.</summary>
internal static class NetworkText
{
    /// <returns>Null for anything else: also for <c>10</c> and <c>10.8</c>, which the system's parser takes for addresses.</returns>
    public static IPNetwork? Parse(string text)
    {
        var address = text.Split('/')[0];
        if (!IPAddress.TryParse(address, out var parsed) || (parsed.AddressFamily == AddressFamily.InterNetwork && address.Count(letter => letter == '.') != 3))
        {
            return null;
        }

        if (address.Length == text.Length)
        {
            return new IPNetwork(parsed, parsed.GetAddressBytes().Length * 8);
        }

        return IPNetwork.TryParse(text, out var network) ? network : null;
    }
}
