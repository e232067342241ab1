using System.Text.Json;
using Workshop.ServiceDefaults;

namespace Workshop.Gateway.Routes;

/// <summary>Turns a route file's text into configuration keys.</summary>
internal static class RouteText
{
    public const string Section = "ReverseProxy";

    /// <exception cref="ServiceException">The text is not JSON or has no route.</exception>
    public static Dictionary<string, string?> Parse(byte[] text, string file)
    {
        using var stream = new MemoryStream(text);
        IConfigurationRoot parsed;
        try
        {
            parsed = new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidDataException)
        {
            throw new ServiceException($"Route file '{file}' is not JSON: {(e.InnerException ?? e).Message}", e);
        }

        return parsed.GetSection($"{Section}:Routes").GetChildren().Any()
            ? parsed.AsEnumerable().Where(pair => pair.Value is not null).ToDictionary(StringComparer.OrdinalIgnoreCase)
            : throw new ServiceException($"Route file '{file}' has no route. Write them under {Section}:Routes and their backends under {Section}:Clusters, as YARP documents it.");
    }
}
