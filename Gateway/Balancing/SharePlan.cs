using Workshop.Gateway.Forwarding;

namespace Workshop.Gateway.Balancing;

/// <summary>Decides which of a cluster's destinations a request goes to.</summary>
internal static class SharePlan
{
    /// <param name="ready">Those with a ready pod, each once.</param>
    /// <param name="headerOf">The request's value of a header, null without one.</param>
    /// <param name="roll">A number from 0 to below its argument.</param>
    /// <returns>Null when those that are ready get nothing.</returns>
    public static DestinationShare? For(IReadOnlyList<DestinationShare> ready, Func<string, string?> headerOf, Func<int, int> roll)
    {
        var sum = 0;
        DestinationShare? asked = null;
        for (var i = 0; i < ready.Count; i++)
        {
            sum += ready[i].Weight;
            asked ??= IsAsked(ready[i], headerOf) ? ready[i] : null;
        }

        // A header that leads to nobody who is ready counts for nothing: better an answer of the other version than none.
        if (asked is not null || sum == 0)
        {
            return asked;
        }

        var (rest, at) = (roll(sum), 0);
        while ((rest -= ready[at].Weight) >= 0)
        {
            at++;
        }

        return ready[at];
    }

    private static bool IsAsked(DestinationShare share, Func<string, string?> headerOf) =>
        share.Header is { } header && HeaderBytes.Spellings(header.Value).Contains(headerOf(header.Name), StringComparer.OrdinalIgnoreCase);
}
