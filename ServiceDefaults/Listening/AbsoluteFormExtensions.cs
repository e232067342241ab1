using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Workshop.ServiceDefaults.Listening;

/// <summary>Targets such as <c>HTTP://Gateway/</c>, as clients of a proxy write them: scheme and host without case.</summary>
internal static class AbsoluteFormExtensions
{
    /// <summary>After TLS, so that it reads what the server reads.</summary>
    public static void TakeAnyScheme(this ListenOptions listener) => listener.Use(next => connection =>
    {
        var reader = new SchemeReader(connection.Transport.Input);
        connection.Features.Set(reader);
        connection.Transport = new Mended(reader, connection.Transport.Output);
        return next(connection);
    });

    public static void UseAnyScheme(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Features.Get<SchemeReader>() is { HasMended: true })
        {
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        }

        return next(context);
    });

    private sealed record Mended(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
