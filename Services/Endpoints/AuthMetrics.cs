using System.Diagnostics.Metrics;

namespace Workshop.Endpoints;

/// <summary>What auth counts.</summary>
internal sealed class AuthMetrics
{
    public const string MeterName = "Workshop.Endpoints";

    private readonly Counter<long> _logins;
    private readonly Counter<long> _revocations;
    private readonly Counter<long> _folds;

    public AuthMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _logins = meter.CreateCounter<long>("workshop.logins", "{login}", "Logins by outcome: success, failure, throttled, overloaded.");
        _revocations = meter.CreateCounter<long>("workshop.revocations", "{token}", "Tokens that this replica revoked because their owner logged out.");
        _folds = meter.CreateCounter<long>("workshop.revocations.folds", "{fold}", "Times that too many revocations were replaced by one of all tokens of an account up to a second.");
    }

    /// <param name="outcome"><c>success</c>, <c>failure</c>, <c>throttled</c> or <c>overloaded</c>.</param>
    public void LoggedIn(string outcome) => _logins.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Revoked() => _revocations.Add(1);

    public void Folded() => _folds.Add(1);
}
