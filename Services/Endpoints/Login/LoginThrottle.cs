using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Workshop.Endpoints.Login;

/// <summary>
/// Says when somebody has guessed enough for now. It counts by user name and address together, and by address: never by user name alone, since then
/// anybody could lock anybody out. Replicas count together while they can, and each for itself always.
/// </summary>
internal sealed class LoginThrottle(LoginOptions options, ISharedFailures shared, TimeProvider time)
{
    private readonly FailureCounts _own = new(options.Window, time);

    /// <returns>How long to wait (null: go ahead), and whether this user name has failed from there before.</returns>
    public async Task<(TimeSpan? Wait, bool HasFailed)> WaitAsync(string user, IPAddress address, CancellationToken ct)
    {
        var names = NamesOf(user, address);
        var hasFailed = _own.Of(names[0]).Count > 0;
        if (OwnWait(names) is { } wait)
        {
            return (wait, hasFailed);
        }

        return await shared.FindAsync(names, ct) is [var pair, var place] ? (Longer(pair, place), hasFailed || pair.Count > 0) : (null, hasFailed);
    }

    /// <summary>By this replica's own count only, at no cost: asked again when an attempt has waited for its turn, so that many at once are not many more guesses.</summary>
    public TimeSpan? WaitNow(string user, IPAddress address) => OwnWait(NamesOf(user, address));

    public Task FailedAsync(string user, IPAddress address, CancellationToken ct)
    {
        var names = NamesOf(user, address);
        foreach (var name in names)
        {
            _own.Add(name);
        }

        return shared.AddAsync(names, options.Window, ct);
    }

    /// <summary>Whoever knows the password has mistyped before. The address keeps its count: others may guess from there.</summary>
    public Task ForgetAsync(string user, IPAddress address, CancellationToken ct)
    {
        var name = NamesOf(user, address)[0];
        _own.Forget(name);
        return shared.ForgetAsync(name, ct);
    }

    private TimeSpan? OwnWait(string[] names) => Longer(_own.Of(names[0]), _own.Of(names[1]));

    private TimeSpan? Longer((int Count, TimeSpan Left) pair, (int Count, TimeSpan Left) place)
    {
        var byPair = pair.Count >= options.FailuresPerUser ? pair.Left : TimeSpan.Zero;
        var byPlace = place.Count >= options.FailuresPerAddress ? place.Left : TimeSpan.Zero;
        var longer = byPair > byPlace ? byPair : byPlace;
        return longer > TimeSpan.Zero ? longer : null;
    }

    // A name is of any length and may be a password in the wrong field: it is not kept as it is.
    private static string[] NamesOf(string user, IPAddress address)
    {
        var place = ClientAddress.PlaceOf(address);
        return [$"{place}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)).AsSpan(0, 16))}", place];
    }
}
