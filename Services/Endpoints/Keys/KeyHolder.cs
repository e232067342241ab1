using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Workshop.Endpoints.Tokens;
using Workshop.ServiceDefaults;

namespace Workshop.Endpoints.Keys;

/// <summary>Holds auth's keys and follows their setting: a mounted file that is replaced changes them without a restart, a bad one changes nothing.</summary>
internal sealed partial class KeyHolder : ITokenSigner, ITokenKeys, IDisposable
{
    private readonly Lock _lock = new();
    private readonly IConfiguration _configuration;
    private readonly TimeSpan _lead;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IDisposable _following;
    private volatile KeyRing _ring;
    private (string Keys, string Withdrawn) _texts;

    /// <exception cref="ServiceException">The settings cannot be read.</exception>
    public KeyHolder(IConfiguration configuration, TimeSpan lead, TimeProvider time, ILogger<KeyHolder> logger)
    {
        (_configuration, _lead, _time, _logger) = (configuration, lead, time, logger);
        _texts = TextsOf(configuration);
        _ring = Read(configuration);
        _following = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    /// <summary>Fires after each change of what is published, outside of any lock.</summary>
    public event Action? Changed;

    public string Algorithm => SigningKey.Algorithm;

    public KeyRing Ring => _ring;

    public TokenSigner Current => new(_ring.SigningAt(_time.GetUtcNow()).Private!, Algorithm);

    /// <value>What is published at this moment: a key whose last token has expired is not, though nothing has changed since.</value>
    public IEnumerable<PublishedKey> Published => KeyRing.Alive(_ring.Published.Values, _time.GetUtcNow()).Values;

    /// <exception cref="ServiceException">The settings cannot be read.</exception>
    public static KeyRing Read(IConfiguration configuration)
    {
        var texts = TextsOf(configuration);
        var setting = KeyText.WithdrawnSetting;
        try
        {
            var withdrawn = KeyText.Withdrawn(texts.Withdrawn);
            setting = KeyText.Setting;
            return KeyRing.Of(KeyText.Parse(texts.Keys), withdrawn);
        }
        catch (FormatException e)
        {
            throw new ServiceException($"{setting} {e.Message}.", e);
        }
    }

    public ValueTask<KeyAnswer> FindAsync(string? kid, CancellationToken ct) =>
        ValueTask.FromResult(kid is not null && _ring.Published.TryGetValue(kid, out var key) && (key.Until is null || key.Until > _time.GetUtcNow()) ? KeyAnswer.Of(key.Key) : KeyAnswer.None);

    /// <summary>Takes over public keys of other replicas.</summary>
    public void Learn(IEnumerable<PublishedKey> others) => Swap(ring => ring.Learned(others, _time.GetUtcNow()));

    public void Dispose() => _following.Dispose();

    private static (string Keys, string Withdrawn) TextsOf(IConfiguration configuration) => (configuration[KeyText.Setting] ?? "", configuration[KeyText.WithdrawnSetting] ?? "");

    private void Reload()
    {
        var texts = TextsOf(_configuration);
        lock (_lock)
        {
            if (texts == _texts)
            {
                return;
            }

            _texts = texts;
        }

        var setting = KeyText.WithdrawnSetting;
        try
        {
            var withdrawn = KeyText.Withdrawn(texts.Withdrawn);
            setting = KeyText.Setting;
            var keys = KeyText.Parse(texts.Keys);
            var before = _ring.Withdrawn;
            Swap(ring => ring.Rotated(keys, withdrawn, _time.GetUtcNow(), _lead, TokenClaims.Lifetime));
            Tell(before);
        }
        catch (FormatException e)
        {
            LogKept(setting, e.Message);
        }
    }

    private void Tell(IReadOnlySet<string> withdrawnBefore)
    {
        var ring = _ring;
        foreach (var kid in ring.Withdrawn.Where(kid => !withdrawnBefore.Contains(kid)))
        {
            LogWithdrawn(kid);
        }

        if (ring.Next is { } next)
        {
            LogRotated(next.Kid, _lead, ring.Published.Count);
        }
        else
        {
            LogKeys(ring.Signing.Kid, ring.Published.Count);
        }
    }

    private void Swap(Func<KeyRing, KeyRing> change)
    {
        bool isOther;
        lock (_lock)
        {
            var before = _ring;
            _ring = change(before);
            isOther = before.Version != _ring.Version || !before.Withdrawn.SetEquals(_ring.Withdrawn);
        }

        if (isOther)
        {
            Changed?.Invoke();
        }
    }

    [LoggerMessage(EventId = 5201, Level = LogLevel.Information, Message = "The signing key changes: '{Kid}' signs in {Lead}; {Count} keys are published")]
    private partial void LogRotated(string kid, TimeSpan lead, int count);

    [LoggerMessage(EventId = 5203, Level = LogLevel.Information, Message = "The keys for tokens change: '{Kid}' signs; {Count} keys are published")]
    private partial void LogKeys(string kid, int count);

    [LoggerMessage(EventId = 5204, Level = LogLevel.Warning, Message = "The key '{Kid}' is withdrawn: tokens that it signed are refused from now on")]
    private partial void LogWithdrawn(string kid);

    [LoggerMessage(EventId = 5202, Level = LogLevel.Error, Message = "{Setting} {Problem}. The keys before it stay in force; mend it.")]
    private partial void LogKept(string setting, string problem);
}
