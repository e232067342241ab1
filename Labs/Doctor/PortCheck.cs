using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Workshop.Labs.Doctor;

/// <summary>Whether somebody else listens where the guides' commands do: they name ports, so that everybody reads the same.</summary>
internal static partial class PortCheck
{
    /// <param name="guides">Each lab's number and text.</param>
    /// <param name="listeners">Who listens on this machine.</param>
    public static Finding Look(IEnumerable<(int Lab, string Text)> guides, IReadOnlyCollection<IPEndPoint> listeners)
    {
        var wanted = guides.SelectMany(guide => Port().Matches(guide.Text)
            .Select(found => (guide.Lab, Number: int.Parse(found.Groups["port"].ValueSpan, CultureInfo.InvariantCulture), IsOfNodes: found.Groups["node"].Success)));
        var taken = wanted.Where(port => listeners.Any(listener => IsInTheWay(listener, port.Number, port.IsOfNodes)))
            .GroupBy(port => port.Number, port => port.Lab).OrderBy(group => group.Key)
            .Select(group => $"{group.Key} (lab {string.Join(", ", group.Distinct().Order())})").ToList();
        return taken.Count == 0
            ? Finding.Ok("the ports in the guides' commands are free")
            : Finding.Note($"taken ports: {string.Join(", ", taken)}", "If that is not a command of the lab itself that still runs, end what listens there, or type another number wherever the guide has this one.");
    }

    // Nodes have addresses of their own: there only somebody who listens at all addresses is in the way.
    private static bool IsInTheWay(IPEndPoint listener, int port, bool isOfNodes) =>
        listener.Port == port && (listener.Address.Equals(IPAddress.Any) || listener.Address.Equals(IPAddress.IPv6Any) || (!isOfNodes && (listener.Address.Equals(IPAddress.Loopback) || listener.Address.Equals(IPAddress.IPv6Loopback))));

    // http://127.0.0.1:10180/, https://localhost:10443, http://$NODE:31000, http://${NODE}:31000
    [GeneratedRegex(@"(127\.0\.0\.1|localhost|(?<node>\$\{?[A-Z]+\}?)):(?<port>\d{4,5})\b")]
    private static partial Regex Port();
}
