using Microsoft.Extensions.Primitives;
using Workshop.ServiceDefaults;
using Workshop.ServiceDefaults.Files;

namespace Workshop.Gateway.Routes;

/// <summary>Configuration from a route file that may change: a good change is taken over whole, a bad one is logged and changes nothing.</summary>
internal sealed class RouteFileProvider(string path, TimeProvider time) : ConfigurationProvider, IConfigurationSource, IDisposable
{
    private readonly string _path = Path.GetFullPath(path);
    private FollowedFolder? _folder;
    private IDisposable? _registration;

    /// <value>Told why a change was not taken over; there is no log yet when configuration is built.</value>
    public Action<string> Refused { get; set; } = _ => { };

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <exception cref="ServiceException">The file does not exist or says nothing useful.</exception>
    public override void Load()
    {
        // Adding other sources loads anew; the file is followed from the first time on.
        if (_folder is null)
        {
            var folder = Path.GetDirectoryName(_path);
            _folder = new FollowedFolder(Directory.Exists(folder) ? folder : throw Missing(), time, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
            _registration = ChangeToken.OnChange(_folder.GetChangeToken, Follow);
        }

        Data = RouteText.Parse(_folder.Read(Path.GetFileName(_path)) ?? throw Missing(), _path);
    }

    public void Dispose()
    {
        _registration?.Dispose();
        _folder?.Dispose();
    }

    private void Follow()
    {
        try
        {
            Load();
        }
        catch (ServiceException e)
        {
            Refused(e.Message);
            return;
        }

        OnReload();
    }

    private ServiceException Missing() => new($"Route file '{_path}' does not exist. Name an existing one with --config, or none for the built-in routes.");
}
