namespace Workshop.Cluster.Objects;

internal static class StoredObjectLists
{
    /// <summary>The objects that can be read, in typed words.</summary>
    public static IEnumerable<T> Typed<T>(this IEnumerable<StoredObject> items) where T : class
    {
        foreach (var item in items)
        {
            if (item.TryAs<T>(out var typed))
            {
                yield return typed;
            }
        }
    }
}
