using System.Net;

namespace Workshop.Cluster.Nodes.Probes;

/// <summary>Where an answer sends the one who asked.</summary>
internal static class ProbeRedirect
{
    /// <summary>So many requests are made in all.</summary>
    public const int Most = 10;

    /// <returns>Null: nowhere, or to another host, which a probe does not follow.</returns>
    public static Uri? Of(HttpResponseMessage response, Uri asked)
    {
        var isRedirect = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        if (!isRedirect || response.Headers.Location is not { } location)
        {
            return null;
        }

        // By its text: on Unix a Uri takes "/path" for the path of a file.
        var next = new Uri(asked, location.OriginalString);
        return next.Scheme is "http" or "https" && string.Equals(next.Host, asked.Host, StringComparison.OrdinalIgnoreCase) ? next : null;
    }
}
