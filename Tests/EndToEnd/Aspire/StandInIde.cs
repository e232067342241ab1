using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Workshop.EndToEnd.Aspire;

/// <summary>
/// Stands in for an IDE by Aspire's run-session protocol: a server on loopback that Aspire's orchestrator asks for a session of each project that is to be debugged. It
/// keeps what it is asked for, starts the project's program with what it is given, and ends it when the session is deleted.
/// </summary>
internal sealed class StandInIde : IAsyncDisposable
{
    private const string Token = "token-of-the-stand-in";
    private const string Info = """{"protocols_supported":["2024-03-03","2024-04-23","2025-10-01"],"supported_launch_configurations":["project"]}""";

    private readonly ConcurrentDictionary<string, DebugSession> _sessions = new();
    private readonly Channel<JsonObject> _news = Channel.CreateUnbounded<JsonObject>();
    private readonly CancellationTokenSource _end = new();
    private readonly WebApplication _server;
    private readonly int _port = FreePort.Next();
    private int _strangers;

    private StandInIde()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, _port, listen => listen.Protocols = HttpProtocols.Http1));
        _server = builder.Build();
        _server.UseWebSockets();
        _server.Use(DemandToken);
        _server.MapGet("/info", () => Results.Text(Info, "application/json"));
        _server.MapPut("/run_session", Begin);
        _server.MapDelete("/run_session/{id}", End);
        _server.MapGet("/run_session/notify", Tell);
    }

    /// <value>What an IDE gives to the AppHost that it starts in its debugger.</value>
    public (string Name, string Value)[] Variables =>
    [
        ("DEBUG_SESSION_PORT", $"localhost:{_port}"), ("DEBUG_SESSION_TOKEN", Token), ("DEBUG_SESSION_INFO", Info), ("DEBUG_SESSION_RUN_MODE", "Debug"),
    ];

    /// <value>All that was asked for so far.</value>
    public IReadOnlyCollection<DebugSession> Sessions => [.. _sessions.Values];

    /// <value>Requests without the token.</value>
    public int Strangers => _strangers;

    public static async Task<StandInIde> Start()
    {
        var ide = new StandInIde();
        await ide._server.StartAsync();
        return ide;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach (var session in _sessions.Values)
        {
            await session.Process.DisposeAsync();
        }

        await _server.DisposeAsync();
        _end.Dispose();
    }

    private async Task DemandToken(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            Interlocked.Increment(ref _strangers);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        await next(context);
    }

    // {"launch_configurations":[{"type":"project","mode":"Debug","project_path":"/…/Hello.csproj"}],"env":[{"name":"A","value":"1"}],"args":null}
    private IResult Begin(JsonObject asked)
    {
        var launch = asked["launch_configurations"]![0]!;
        var project = launch["project_path"]!.GetValue<string>();
        var environment = (asked["env"]?.AsArray() ?? []).ToDictionary(variable => variable!["name"]!.GetValue<string>(), variable => variable!["value"]!.GetValue<string>());
        var program = Repository.ProgramOf(Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(project)!));
        var arguments = asked["args"]?.AsArray().Select(argument => argument!.GetValue<string>()) ?? [];
        var process = TestProcess.Start(program, arguments, CleanEnvironment.With([.. environment.Select(variable => (variable.Key, variable.Value))]));
        var id = Guid.NewGuid().ToString("N");
        _sessions[id] = new(launch["type"]!.GetValue<string>(), Path.GetFileNameWithoutExtension(project), launch["mode"]?.GetValue<string>(), environment, process);
        _news.Writer.TryWrite(new JsonObject { ["notification_type"] = "processRestarted", ["session_id"] = id, ["pid"] = process.Id });
        return Results.Created($"http://127.0.0.1:{_port}/run_session/{id}", null);
    }

    private async Task<IResult> End(string id)
    {
        if (!_sessions.TryGetValue(id, out var session))
        {
            return Results.NoContent();
        }

        await session.Process.DisposeAsync();
        _news.Writer.TryWrite(new JsonObject { ["notification_type"] = "sessionTerminated", ["session_id"] = id, ["exit_code"] = 0 });
        return Results.Ok();
    }

    private async Task Tell(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        try
        {
            await foreach (var piece in _news.Reader.ReadAllAsync(_end.Token))
            {
                await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(piece.ToJsonString() + "\n"), WebSocketMessageType.Text, endOfMessage: true, _end.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The orchestrator has ended, or the test.
        }
    }
}

/// <summary>What the orchestrator asked for.</summary>
/// <param name="Project">The project's name, such as <c>Hello</c>.</param>
/// <param name="Mode"><c>Debug</c> or <c>NoDebug</c>.</param>
/// <param name="Process">What was started for it.</param>
internal sealed record DebugSession(string Type, string Project, string? Mode, IReadOnlyDictionary<string, string> Environment, TestProcess Process);
