using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster;
using Workshop.Cluster.Images;

namespace Workshop.Soak.Tests.Crash;

/// <summary>The cluster alone, of one node with the machine's tools as its only image, until it is killed.</summary>
internal static class HostCommand
{
    public const string Verb = "host";
    public const string Ready = "the API answers";

    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The state folder." };
        var command = new Command(Verb, "A cluster of one node, until it is killed.") { folder };
        command.SetAction((result, ct) => RunAsync(result.GetRequiredValue(folder), ct));
        return command;
    }

    private static async Task<int> RunAsync(string folder, CancellationToken ct)
    {
        var options = new ClusterOptions { StateFolder = folder, ApiPort = 0, NodeCount = 1, Images = new ImageCatalogue([new CatalogueImage("busybox", ["*"], [])]) };
        try
        {
            await using var cluster = await EmbeddedCluster.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System, ct);
            Console.WriteLine(Ready);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        }
        catch (ClusterException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
    }
}
