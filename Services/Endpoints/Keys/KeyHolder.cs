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
    private string _text;

    /// <exception cref="ServiceException">The setting cannot be read.</exception>
    public KeyHolder(IConfiguration configuration, TimeSpan lead, TimeProvider time, ILogger<KeyHolder> logger)
    {
        (_configuration, _lead, _time, _logger) = (configuration, lead, time, logger);
        _text = configuration[KeyText.Setting] ?? "";
        _ring = Read(_text);
        _following = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    /// <summary>Fires after each change of what is published, outside of any lock.</summary>
    public event Action? Changed;

    public string Algorithm => SigningKey.Algorithm;

    public KeyRing Ring => _ring;

    public TokenSigner Current => new(_ring.SigningAt(_time.GetUtcNow()).Private!, Algorithm);

    public static KeyRing Read(string text)
    {
        try
        {
            return KeyRing.Of(KeyText.Parse(text));
        }
        catch (FormatException e)
        {
            throw new ServiceException($"{KeyText.Setting} {e.Message}.", e);
        }
    }

    public ValueTask<KeyAnswer> FindAsync(string? kid, CancellationToken ct) =>
        ValueTask.FromResult(kid is not null && _ring.Published.TryGetValue(kid, out var key) && (key.Until is null || key.Until > _time.GetUtcNow()) ? KeyAnswer.Of(key.Key) : KeyAnswer.None);

    /// <summary>Takes over public keys of other replicas.</summary>
    public void Learn(IEnumerable<PublishedKey> others) => Swap(ring => ring.Learned(others, _time.GetUtcNow()));

    public void Dispose() => _following.Dispose();

    private void Reload()
    {
        var text = _configuration[KeyText.Setting] ?? "";
        lock (_lock)
        {
            if (text == _text)
            {
                return;
            }

            _text = text;
        }

        try
        {
            var keys = KeyText.Parse(text);
            Swap(ring => ring.Rotated(keys, _time.GetUtcNow(), _lead, TokenClaims.Lifetime));
            var (next, count) = (keys.First(key => key.Private is not null).Kid, _ring.Published.Count);
            LogRotated(next, _lead, count);
        }
        catch (FormatException e)
        {
            LogKept(KeyText.Setting, e.Message);
        }
    }

    private void Swap(Func<KeyRing, KeyRing> change)
    {
        bool isOther;
        lock (_lock)
        {
            var before = _ring;
            _ring = change(before);
            isOther = before.Version != _ring.Version;
        }

        if (isOther)
        {
            Changed?.Invoke();
        }
    }

    [LoggerMessage(EventId = 5201, Level = LogLevel.Information, Message = "The signing key changes: '{Kid}' signs in {Lead}; {Count} keys are published")]
    private partial void LogRotated(string kid, TimeSpan lead, int count);

    [LoggerMessage(EventId = 5202, Level = LogLevel.Error, Message = "{Setting} {Problem}. The keys before it stay in force; mend it.")]
    private partial void LogKept(string setting, string problem);
}
