using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Workshop.Labs.Rooms;

/// <summary>Where this machine can be reached: to choose one of.</summary>
internal static class LocalAddresses
{
    public static IReadOnlyList<IPAddress> All() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus == OperationalStatus.Up)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork || (address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv6LinkLocal))
            .OrderBy(IPAddress.IsLoopback).ThenBy(address => address.ToString(), StringComparer.Ordinal),
    ];

    /// <exception cref="LabException">It is no address, or stands for all of this machine's.</exception>
    public static IPAddress Parse(string text)
    {
        if (!IPAddress.TryParse(text, out var address))
        {
            throw new LabException($"'{text}' is no IP address. This machine has: {string.Join(", ", All())}.");
        }

        // A room is open where its instructor said, not wherever the machine happens to be connected to; nor could learners be told such an address.
        return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            ? throw new LabException($"'{text}' stands for all addresses. Name the one that learners reach: {string.Join(", ", All())}.")
            : address;
    }
}
