using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Workshop.ServiceDefaults.Listening;

/// <summary>Tells a listener that could not be opened from every other failure, and says it in one line.</summary>
internal static class BindFailure
{
    /// <returns>Null when the failure is another one.</returns>
    public static string? Explain(Exception failure, ListenPlan plan)
    {
        var reason = (failure, failure.InnerException) switch
        {
            (_, AddressInUseException) or (AddressInUseException, _) => "another program listens there",
            (SocketException { SocketErrorCode: SocketError.AccessDenied }, _) => "this user may not; ports below 1024 need privileges",
            (SocketException { SocketErrorCode: SocketError.AddressNotAvailable }, _) => "this machine does not have that address",
            _ => null,
        };
        return reason is null
            ? null
            : $"Cannot listen (http {plan.Http}, health {plan.Health}{(plan.Https is null ? "" : $", https {plan.Https}")}): {reason}. {failure.Message} Choose another address with --http, --health{(plan.Https is null ? "" : " or --https")}.";
    }
}
