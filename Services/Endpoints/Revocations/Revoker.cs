using Microsoft.Extensions.Logging;
using Workshop.Endpoints.Tokens;

namespace Workshop.Endpoints.Revocations;

/// <summary>Revokes a token: here, for those who follow this replica, and for the other replicas.</summary>
internal sealed partial class Revoker(RevocationSet revocations, ISharedRevocations shared, AuthMetrics metrics, ILogger<Revoker> logger)
{
    public async Task RevokeAsync(TokenVerdict token, CancellationToken ct)
    {
        var revocation = new Revocation(token.Id, token.ExpiresAt);
        var cutoffs = revocations.Add(revocation);
        metrics.Revoked();
        foreach (var cutoff in cutoffs)
        {
            metrics.Folded();
            LogFolded(cutoff.Account, DateTimeOffset.FromUnixTimeSeconds(cutoff.IssuedAt));
        }

        foreach (var one in cutoffs.Select(cutoff => cutoff.ToRevocation()).Prepend(revocation))
        {
            await shared.ShareAsync(one, ct);
        }
    }

    [LoggerMessage(EventId = 5220, Level = LogLevel.Warning, Message = "Too many logouts: all tokens of the account {Account} (the beginning of its name's SHA-256) up to {IssuedAt:u} are revoked as one")]
    private partial void LogFolded(string account, DateTimeOffset issuedAt);
}
