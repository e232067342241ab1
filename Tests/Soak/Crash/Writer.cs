using System.Globalization;
using k8s;
using k8s.Models;

namespace Workshop.Soak.Tests.Crash;

/// <summary>Creates, replaces and deletes ConfigMaps of its own names, one after the other, until nobody answers any more.</summary>
internal sealed class Writer(Kubernetes client, AcknowledgedWrites writes, int number, int seed)
{
    public const string Key = "value";
    private const int Names = 8;

    private readonly Random _random = new(seed);

    /// <summary>Ends when the host does.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            for (var turn = 0; ; turn++)
            {
                await WriteAsync($"w{number}-{_random.Next(Names)}", string.Create(CultureInfo.InvariantCulture, $"{seed}-{turn}"), ct);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The host was killed: what was asked for last may or may not be there.
        }
    }

    private async Task WriteAsync(string name, string value, CancellationToken ct)
    {
        var map = new V1ConfigMap { Metadata = new V1ObjectMeta { Name = name }, Data = new Dictionary<string, string> { [Key] = value } };
        if (writes.Of(name) is null)
        {
            writes.Asks(name, value);
            await client.CoreV1.CreateNamespacedConfigMapAsync(map, KillRounds.Space, cancellationToken: ct);
        }
        else if (_random.Next(3) == 0)
        {
            writes.Asks(name, null);
            await client.CoreV1.DeleteNamespacedConfigMapAsync(name, KillRounds.Space, cancellationToken: ct);
        }
        else
        {
            writes.Asks(name, value);
            await client.CoreV1.ReplaceNamespacedConfigMapAsync(map, name, KillRounds.Space, cancellationToken: ct);
        }

        writes.Answered(name);
    }
}
