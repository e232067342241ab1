namespace Workshop.Endpoints.Keys;

/// <summary>What signs now, what will sign soon, and what is published. Immutable.</summary>
/// <param name="Signing">Signs until <see cref="Next"/> does.</param>
/// <param name="Next">Is published already; null when no change is under way.</param>
/// <param name="NextAt">From when on <see cref="Next"/> signs.</param>
/// <param name="Published">All that tokens may be checked with, by name.</param>
internal sealed record KeyRing(SigningKey Signing, SigningKey? Next, DateTimeOffset NextAt, IReadOnlyDictionary<string, PublishedKey> Published)
{
    public SigningKey SigningAt(DateTimeOffset now) => Next is not null && now >= NextAt ? Next : Signing;

    /// <value>Another value for another set of names: what followers compare.</value>
    public string Version => string.Join(',', Published.Keys.Order(StringComparer.Ordinal));

    public static KeyRing Of(IReadOnlyList<SigningKey> keys) =>
        new(keys.First(key => key.Private is not null), null, DateTimeOffset.MinValue, keys.ToDictionary(key => key.Kid, key => new PublishedKey(key.Public, null)));

    /// <summary>Takes over new keys: they are published at once and sign when everybody has had the time to learn of them; those they replace stay published until the last token of theirs has expired.</summary>
    /// <param name="keys">What the setting says now.</param>
    /// <param name="lead">How long a key is published before it signs.</param>
    public KeyRing Rotated(IReadOnlyList<SigningKey> keys, DateTimeOffset now, TimeSpan lead, TimeSpan tokenLifetime)
    {
        var current = SigningAt(now);
        var first = keys.First(key => key.Private is not null);
        var changes = first.Kid != current.Kid;
        var retiredUntil = now + (changes ? lead : TimeSpan.Zero) + tokenLifetime;
        var published = keys.ToDictionary(key => key.Kid, key => new PublishedKey(key.Public, null));
        foreach (var old in Published.Values)
        {
            published.TryAdd(old.Kid, old with { Until = old.Until ?? retiredUntil });
        }

        return new KeyRing(current, changes ? first : null, now + lead, Alive(published.Values, now));
    }

    /// <summary>Takes over what other replicas published; never extends or ends what this one has in use.</summary>
    public KeyRing Learned(IEnumerable<PublishedKey> others, DateTimeOffset now)
    {
        var published = Published.ToDictionary();
        foreach (var other in others)
        {
            if (!published.TryGetValue(other.Kid, out var known) || (known.Until is { } end && other.Until > end))
            {
                published[other.Kid] = other;
            }
        }

        return this with { Published = Alive(published.Values, now) };
    }

    private static Dictionary<string, PublishedKey> Alive(IEnumerable<PublishedKey> keys, DateTimeOffset now) =>
        keys.Where(key => key.Until is null || key.Until > now).ToDictionary(key => key.Kid);
}
