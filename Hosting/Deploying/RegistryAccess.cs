using Aspire.Hosting;

namespace Workshop.Hosting.Deploying;

/// <summary>Whether anything answers where images are to go. Whether it lets us in is the push's to see.</summary>
internal static class RegistryAccess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <exception cref="DistributedApplicationException">Nothing answers there, or nothing that is a registry.</exception>
    public static async Task CheckAsync(PublishedImage image, CancellationToken ct)
    {
        // Every registry has /v2/, and answers 401 there to those who have not logged in.
        var address = $"{(image.IsOnLoopback ? "http" : "https")}://{image.Registry}/v2/";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            throw new DistributedApplicationException($"Registry '{image.Registry}' is no host with a port.");
        }

        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!answer.IsSuccessStatusCode && answer.StatusCode is not (System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden))
            {
                throw new DistributedApplicationException($"{address} answers {(int)answer.StatusCode}: that is no registry. --registry wants the registry's host, and the path below which images go.");
            }
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            throw new DistributedApplicationException($"Registry '{image.Registry}' cannot be reached at {address}: {(e.InnerException ?? e).Message} See that its name and port are right, and that it runs.", e);
        }
    }
}
