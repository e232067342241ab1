using Workshop.Endpoints.Tokens;

namespace Workshop.Endpoints.Revocations;

/// <summary>Revokes a token: here, for those who follow this replica, and for the other replicas.</summary>
internal sealed class Revoker(RevocationSet revocations, ISharedRevocations shared, AuthMetrics metrics)
{
    public async Task RevokeAsync(TokenVerdict token, CancellationToken ct)
    {
        var revocation = new Revocation(token.Id, token.ExpiresAt);
        revocations.Add(revocation);
        metrics.Revoked();
        await shared.ShareAsync(revocation, ct);
    }
}
