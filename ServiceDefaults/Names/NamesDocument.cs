using System.Net;
using System.Text.Json;

namespace Workshop.ServiceDefaults.Names;

/// <summary>The Services of one namespace, as a names file tells them.</summary>
internal sealed class NamesDocument
{
    private readonly Dictionary<string, IReadOnlyList<NamedPort>> _services = new(StringComparer.OrdinalIgnoreCase);

    public static NamesDocument Empty { get; } = new();

    /// <exception cref="JsonException">The text is not JSON.</exception>
    /// <exception cref="FormatException">It is JSON of another shape.</exception>
    public static NamesDocument Parse(ReadOnlyMemory<byte> text)
    {
        using var json = JsonDocument.Parse(text);
        var document = new NamesDocument();
        try
        {
            foreach (var service in json.RootElement.GetProperty("names").EnumerateObject())
            {
                document._services[service.Name] = [.. service.Value.GetProperty("ports").EnumerateArray().Select(Port)];
            }
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException(e.Message, e);
        }

        return document;
    }

    /// <returns>The ports of the Service; null when the namespace has none of that name.</returns>
    public IReadOnlyList<NamedPort>? Find(string service) => _services.GetValueOrDefault(service);

    private static NamedPort Port(JsonElement port) => new(
        port.TryGetProperty("name", out var name) ? name.GetString() ?? "" : "",
        port.GetProperty("port").GetInt32(),
        [.. port.GetProperty("endpoints").EnumerateArray().Select(endpoint => IPEndPoint.Parse(endpoint.GetString() ?? ""))]);
}
