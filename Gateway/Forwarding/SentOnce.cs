using System.Text;

namespace Workshop.Gateway.Forwarding;

/// <summary>
/// Lets the HTTP client write each request's head once. Left alone, it sends a request without a body, a POST too, up to four times
/// when a kept connection breaks before the answer, though the backend may have acted (measured; Tests/Gateway holds it). Whether a request may be
/// sent again is <see cref="RetryPlan"/>'s to say. The client has no switch for it, but it asks for the encoding of each header that it writes.
/// </summary>
internal static class SentOnce
{
    private static readonly HttpRequestOptionsKey<string> FirstHeader = new("Workshop.Gateway.FirstHeader");

    /// <returns>The encoding of every header.</returns>
    /// <exception cref="HttpRequestException">The head is being written a second time.</exception>
    public static Encoding OnHeader(string name, HttpRequestMessage request)
    {
        if (!request.Options.TryGetValue(FirstHeader, out var first))
        {
            request.Options.Set(FirstHeader, name);
        }
        else if (first == name)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection broke before an answer.");
        }

        return HeaderBytes.Encoding;
    }
}
