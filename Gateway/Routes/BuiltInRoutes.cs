namespace Workshop.Gateway.Routes;

/// <summary><c>/login</c> to auth, everything else to hello: the routes of a gateway that was given no file.</summary>
internal static class BuiltInRoutes
{
    public static Dictionary<string, string?> Read()
    {
        using var resource = typeof(BuiltInRoutes).Assembly.GetManifestResourceStream("routes.json")!;
        using var text = new MemoryStream();
        resource.CopyTo(text);
        return RouteText.Parse(text.ToArray(), "routes.json");
    }
}
