using System.Net;

namespace Workshop.TestKit;

/// <summary>A folder of names files, written as the node writes them: beside, then renamed.</summary>
public sealed class NamesFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <value>The file of namespace <c>workshop</c>.</value>
    public string Own => _folder.PathOf("workshop.json");

    public string Path => _folder.Path;

    /// <summary>Writes a namespace that has this one Service.</summary>
    public void Write(string space, string service, int port, params IPEndPoint[] endpoints)
    {
        var addresses = string.Join(", ", endpoints.Select(endpoint => $"\"{endpoint}\""));
        WriteText(space, $$"""{ "names": { "{{service}}": { "clusterIP": "127.40.128.3", "ports": [ { "name": "http", "port": {{port}}, "endpoints": [{{addresses}}] } ] } } }""");
    }

    public void WriteText(string space, string text)
    {
        var draft = _folder.Write($".{space}.draft", text);
        File.Move(draft, _folder.PathOf($"{space}.json"), overwrite: true);
    }

    public void Dispose() => _folder.Dispose();
}
