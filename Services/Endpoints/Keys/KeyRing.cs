namespace Workshop.Endpoints.Keys;

/// <summary>What signs now, what will sign soon, and what is published. Immutable.</summary>
/// <param name="Signing">Signs until <see cref="Next"/> does.</param>
/// <param name="Next">Is published already; null when no change is under way.</param>
/// <param name="NextAt">From when on <see cref="Next"/> signs.</param>
/// <param name="Published">All that tokens may be checked with, by name.</param>
/// <param name="Withdrawn">Names of keys that have leaked: neither published nor signed or checked with, whoever says otherwise.</param>
internal sealed record KeyRing(SigningKey Signing, SigningKey? Next, DateTimeOffset NextAt, IReadOnlyDictionary<string, PublishedKey> Published, IReadOnlySet<string> Withdrawn)
{
    public SigningKey SigningAt(DateTimeOffset now) => Next is not null && now >= NextAt ? Next : Signing;

    /// <value>Another value for another set of names: what followers compare.</value>
    public string Version => string.Join(',', Published.Keys.Order(StringComparer.Ordinal));

    /// <exception cref="FormatException">No key is left that could sign. The message is a part of a sentence.</exception>
    public static KeyRing Of(IReadOnlyList<SigningKey> keys, IReadOnlySet<string> withdrawn)
    {
        var left = Left(keys, withdrawn);
        return new KeyRing(FirstOf(left), null, DateTimeOffset.MinValue, left.ToDictionary(key => key.Kid, key => new PublishedKey(key.Public, null)), withdrawn);
    }

    /// <summary>
    /// Takes over new keys: they are published at once and sign when everybody has had the time to learn of them; those they replace stay published until the last token of theirs has expired. One that is
    /// withdrawn is gone at once, and the next signs without waiting.
    /// </summary>
    /// <param name="keys">What the setting says now.</param>
    /// <param name="withdrawn">The names that are withdrawn now.</param>
    /// <param name="lead">How long a key is published before it signs.</param>
    /// <exception cref="FormatException">No key is left that could sign.</exception>
    public KeyRing Rotated(IReadOnlyList<SigningKey> keys, IReadOnlySet<string> withdrawn, DateTimeOffset now, TimeSpan lead, TimeSpan tokenLifetime)
    {
        var left = Left(keys, withdrawn);
        var first = FirstOf(left);
        var current = withdrawn.Contains(SigningAt(now).Kid) ? first : SigningAt(now);
        var changes = first.Kid != current.Kid;
        var retiredUntil = now + (changes ? lead : TimeSpan.Zero) + tokenLifetime;
        var published = left.ToDictionary(key => key.Kid, key => new PublishedKey(key.Public, null));
        foreach (var old in Published.Values.Where(old => !withdrawn.Contains(old.Kid)))
        {
            published.TryAdd(old.Kid, old with { Until = old.Until ?? retiredUntil });
        }

        return new KeyRing(current, changes ? first : null, now + lead, Alive(published.Values, now), withdrawn);
    }

    /// <summary>Takes over what other replicas published; never extends or ends what this one has in use.</summary>
    public KeyRing Learned(IEnumerable<PublishedKey> others, DateTimeOffset now)
    {
        var published = Published.ToDictionary();
        foreach (var other in others.Where(other => !Withdrawn.Contains(other.Kid)))
        {
            if (!published.TryGetValue(other.Kid, out var known) || (known.Until is { } end && other.Until > end))
            {
                published[other.Kid] = other;
            }
        }

        return this with { Published = Alive(published.Values, now) };
    }

    /// <returns>Those whose last token has not expired yet.</returns>
    public static Dictionary<string, PublishedKey> Alive(IEnumerable<PublishedKey> keys, DateTimeOffset now) =>
        keys.Where(key => key.Until is null || key.Until > now).ToDictionary(key => key.Kid);

    private static List<SigningKey> Left(IReadOnlyList<SigningKey> keys, IReadOnlySet<string> withdrawn) => [.. keys.Where(key => !withdrawn.Contains(key.Kid))];

    private static SigningKey FirstOf(List<SigningKey> keys) =>
        keys.Find(key => key.Private is not null) ?? throw new FormatException($"holds no private key that {KeyText.WithdrawnSetting} does not withdraw; add another one first");
}
