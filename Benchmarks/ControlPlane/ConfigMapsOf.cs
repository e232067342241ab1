namespace Workshop.Benchmarks.ControlPlane;

/// <summary>Small objects in a namespace of their own, for lists, writes and watches.</summary>
internal static class ConfigMapsOf
{
    public const string Path = "/api/v1/namespaces/bench/configmaps";

    private const int WritersOfFill = 4;

    public static string PathOf(int number) => $"{Path}/{NameOf(number)}";

    public static string Body(int number, string value) =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{NameOf(number)}}}","namespace":"bench"},"data":{"value":"{{{value}}}","text":"{{{new string('x', 200)}}}"}}""";

    /// <returns>The list.</returns>
    public static async Task<string> FillAsync(ApiDoor api, int count)
    {
        await api.Post("/api/v1/namespaces", """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"bench"}}""");
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = WritersOfFill }, async (i, _) => await api.Post(Path, Body(i, "first")));
        return await api.Get(Path);
    }

    /// <returns>Milliseconds, see <see cref="ApiDoor.MillisecondsOfFanOut"/>.</returns>
    public static Task<double> FanOutAsync(ApiDoor api, int watchers, int changes) => api.MillisecondsOfFanOut(
        // Without a version, a watch begins with the objects that are there: only the one that changes is asked for.
        $"{Path}?watch=true&fieldSelector=metadata.name%3D{NameOf(0)}&resourceVersion=0", PathOf(0), i => Body(0, $"{i}"), watchers, changes);

    private static string NameOf(int number) => $"bench-{number}";
}
