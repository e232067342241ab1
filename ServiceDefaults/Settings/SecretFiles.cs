using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Primitives;
using Workshop.ServiceDefaults.Files;

namespace Workshop.ServiceDefaults.Settings;

/// <summary>
/// Settings from a mounted folder, a file each, named like the variable (<c>Workshop__Signing__Key</c>): a Secret's way into a pod that no
/// process list and no crash report shows, and that follows the Secret while the pod runs.
/// </summary>
internal sealed class SecretFiles : ConfigurationProvider, IConfigurationSource, IDisposable
{
    private readonly string _path;
    private readonly FollowedFolder _folder;
    private readonly IDisposable _following;

    /// <exception cref="ServiceException">The folder is not there.</exception>
    public SecretFiles(string path, TimeProvider time)
    {
        if (!Directory.Exists(path))
        {
            throw new ServiceException($"{SettingKeys.SecretsFolder}: the folder '{path}' does not exist. Mount it, or leave the setting out.");
        }

        _path = path;

        // Settings are read before there is a log. Whoever uses one says what is wrong with it.
        _folder = new FollowedFolder(path, time, NullLogger.Instance);
        _following = ChangeToken.OnChange(_folder.GetChangeToken, Reload);
    }

    /// <exception cref="ServiceException">A file cannot be read.</exception>
    public override void Load()
    {
        try
        {
            Data = Read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServiceException($"{SettingKeys.SecretsFolder}: '{_path}' cannot be read. {e.Message}", e);
        }
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public void Dispose()
    {
        _following.Dispose();
        _folder.Dispose();
    }

    private void Reload()
    {
        try
        {
            Data = Read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody above would catch it, and the process would end. There is no log here, but a pod's log has this, too.
            Console.Error.WriteLine($"{SettingKeys.SecretsFolder}: '{_path}' cannot be read; what it said before stays in force. {e.Message}");
            return;
        }

        OnReload();
    }

    private Dictionary<string, string?> Read()
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

        // Names with a dot are the kubelet's own: links to the version in force.
        foreach (var name in _folder.FileNames().Where(name => !name.StartsWith('.')))
        {
            if (_folder.Read(name) is { } content)
            {
                settings[name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] = Encoding.UTF8.GetString(content).TrimEnd('\r', '\n');
            }
        }

        return settings;
    }
}
