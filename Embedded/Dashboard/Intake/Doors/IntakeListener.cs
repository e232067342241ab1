using Microsoft.AspNetCore.Connections;

namespace Workshop.Dashboard.Intake.Doors;

/// <summary>Stands at every connection that came to an address for telemetry. Pages are not served there, and telemetry is not taken elsewhere.</summary>
internal sealed class IntakeListener
{
    private static readonly IntakeListener Mark = new();

    /// <summary>A connection's mark cannot be forged, as a Host header can.</summary>
    public static void MarkConnections(IConnectionBuilder listener) => listener.Use(next => connection =>
    {
        connection.Features.Set(Mark);
        return next(connection);
    });

    public static bool IsOf(HttpContext context) => context.Features.Get<IntakeListener>() is not null;
}
