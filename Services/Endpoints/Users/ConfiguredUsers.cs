using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Workshop.Endpoints.Users;

/// <summary>The users of the setting <c>Workshop:Users</c>, a line each, as a rule from a mounted Secret. A change is followed, a bad one changes nothing.</summary>
internal sealed partial class ConfiguredUsers : IUserDirectory, IDisposable
{
    public const string Setting = "Workshop:Users";

    private readonly IConfiguration _configuration;
    private readonly ILogger _logger;
    private readonly IDisposable _following;
    private volatile IReadOnlyDictionary<string, User> _users = new Dictionary<string, User>();
    private volatile string _text = "";

    public ConfiguredUsers(IConfiguration configuration, ILogger<ConfiguredUsers> logger)
    {
        (_configuration, _logger) = (configuration, logger);
        Reload();
        _following = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    public ValueTask<User?> FindAsync(string name, CancellationToken ct) => ValueTask.FromResult(_users.GetValueOrDefault(name));

    public void Dispose() => _following.Dispose();

    private void Reload()
    {
        var text = _configuration[Setting] ?? "";
        if (text == _text)
        {
            return;
        }

        _text = text;
        var users = new Dictionary<string, User>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (UserLine.Parse(line, out var problem) is not { } user)
            {
                LogKept(Setting, number, problem);
                return;
            }

            users[user.Name] = user;
        }

        _users = users;
        LogTaken(users.Count, Setting);
    }

    [LoggerMessage(EventId = 5302, Level = LogLevel.Information, Message = "{Count} users come from {Setting}")]
    private partial void LogTaken(int count, string setting);

    [LoggerMessage(EventId = 5303, Level = LogLevel.Error, Message = "{Setting}: line {Line} {Problem}; the users before stay as they are. A line is NAME:BCRYPT or NAME:BCRYPT:EMAIL; 'auth hash NAME' makes one.")]
    private partial void LogKept(string setting, int line, string problem);
}
