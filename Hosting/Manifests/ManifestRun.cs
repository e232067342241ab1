using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Workshop.Hosting.Manifests;

/// <summary>A manifest in a run: waits for what it waits for, applies, waits until all has come about, and tells its row how it does from then on.</summary>
internal sealed partial class ManifestRun(ManifestResource manifest, ManifestApplier applier, RolloutWatch watch, GuestTelling telling)
{
    /// <summary>Ends with the run, or when it cannot go on; never with an exception.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The edge of its work: whatever goes wrong is told here, once.")]
    public async Task RunAsync(CancellationToken ct)
    {
        var logger = telling.LoggerOf(manifest);
        try
        {
            await telling.AwaitTurnAsync(manifest, ct);
            var rollouts = await ApplyAsync(logger, ct);
            await FollowAsync(rollouts, logger, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The run ends.
        }
        catch (Exception e)
        {
            LogFailed(logger, e.Message);
            manifest.Health = new(false, true, e.Message);
            await telling.FailedAsync(manifest, e);
        }
    }

    public Task TakeAwayAsync(CancellationToken ct) => applier.TakeAwayAsync(ct);

    private async Task<IReadOnlyList<Rollout>> ApplyAsync(ILogger logger, CancellationToken ct)
    {
        await telling.StartingAsync(manifest);
        var plan = ManifestPlan.For(await ManifestSource.ReadAsync(manifest, ct));
        await applier.PrepareAsync(ct);
        var definitions = await applier.ApplyAsync(plan.First, line => LogApplied(logger, line), ct);
        // Their objects are refused before.
        await watch.WaitForAsync(definitions, states => states.Values.All(state => state?.IsReady == true), ct);
        var rollouts = await applier.ApplyAsync(plan.Rest, line => LogApplied(logger, line), ct);
        return [.. definitions, .. rollouts];
    }

    private async Task FollowAsync(IReadOnlyList<Rollout> rollouts, ILogger logger, CancellationToken ct)
    {
        GuestHealth? told = null;
        while (true)
        {
            var states = told is { } before ? await watch.WaitForAsync(rollouts, states => HealthOf(states) != before, ct) : await watch.WaitForAsync(rollouts, _ => true, ct);
            told = manifest.Health = HealthOf(states);
            LogState(logger, told.Detail);
            await telling.ShowAsync(manifest, told, []);
        }
    }

    /// <summary>What is true of all of them; the first that is not ready is named.</summary>
    internal static GuestHealth HealthOf(IReadOnlyDictionary<Rollout, RolloutState?> states)
    {
        var waiting = states.Where(state => state.Value?.IsReady != true).ToList();
        if (waiting.Count == 0)
        {
            return new(true, false, states.Count == 0 ? "applied" : string.Create(CultureInfo.InvariantCulture, $"{states.Count}/{states.Count} rolled out"));
        }

        var (rollout, first) = waiting.OrderByDescending(state => state.Value?.HasTrouble == true).ThenBy(state => state.Key.ToString(), StringComparer.Ordinal).First();
        return new(
            false,
            waiting.Any(state => state.Value?.HasTrouble == true),
            string.Create(CultureInfo.InvariantCulture, $"{states.Count - waiting.Count}/{states.Count} rolled out; {rollout}: {first?.Detail ?? "not there"}"));
    }

    [LoggerMessage(EventId = 1020, Level = LogLevel.Information, Message = "{Line}")]
    private static partial void LogApplied(ILogger logger, string line);

    [LoggerMessage(EventId = 1021, Level = LogLevel.Information, Message = "{Detail}")]
    private static partial void LogState(ILogger logger, string detail);

    [LoggerMessage(EventId = 1022, Level = LogLevel.Error, Message = "{Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
