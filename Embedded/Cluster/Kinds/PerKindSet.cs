namespace Workshop.Cluster.Kinds;

/// <summary>Something made from the kinds that are served, made anew when they change.</summary>
internal sealed class PerKindSet<T>(ServedKinds kinds, Func<KindSet, T> make)
    where T : class
{
    private volatile Made? _made;

    public T Current
    {
        get
        {
            var set = kinds.Current;
            if (_made is { } made && ReferenceEquals(made.Kinds, set))
            {
                return made.Value;
            }

            // Two readers may both make it: it is the same.
            var value = make(set);
            _made = new Made(set, value);
            return value;
        }
    }

    private sealed record Made(KindSet Kinds, T Value);
}
