using Microsoft.Extensions.Logging.Abstractions;
using Workshop.ServiceDefaults;
using Workshop.ServiceDefaults.Files;

namespace Workshop.Gateway.Routes;

/// <summary>Configuration from a route file that may change; <see cref="RouteFileFollower"/> takes a good change over whole.</summary>
internal sealed class RouteFileProvider(string path, TimeProvider time) : ConfigurationProvider, IConfigurationSource, IDisposable
{
    private FollowedFolder? _folder;
    private byte[]? _lastRead;

    public string File { get; } = Path.GetFullPath(path);

    /// <value>Null before the first <see cref="Load"/>.</value>
    public FollowedFolder? Folder => _folder;

    /// <value>True when the file says something else than what was last read of it, though nobody was told.</value>
    public bool IsBehind => !ReferenceEquals(_folder?.Read(Path.GetFileName(File)), _lastRead);

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <exception cref="ServiceException">The file does not exist or cannot be used.</exception>
    public override void Load()
    {
        // Adding other sources loads anew; what is in force then is not for that to change.
        if (_folder is null)
        {
            var folder = Path.GetDirectoryName(File);
            _folder = new FollowedFolder(Directory.Exists(folder) ? folder : throw Missing(), time, NullLogger.Instance);
            Data = Read();
        }
    }

    /// <returns>What the file says now, though it is not in force yet.</returns>
    /// <exception cref="ServiceException">The file does not exist or cannot be used.</exception>
    public Dictionary<string, string?> Read()
    {
        try
        {
            _lastRead = _folder!.Read(Path.GetFileName(File));
            return RouteText.Parse(_lastRead ?? throw Missing(), File);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServiceException($"Route file '{File}' cannot be read. {e.Message}", e);
        }
    }

    public void TakeOver(Dictionary<string, string?> data)
    {
        Data = data;
        OnReload();
    }

    public void Dispose() => _folder?.Dispose();

    private ServiceException Missing() => new($"Route file '{File}' does not exist. Name an existing one with --config, or none for the built-in routes.");
}
