namespace Workshop.Endpoints.Tokens;

/// <summary>Tells whether a token is one of ours and still good.</summary>
internal interface ITokenVerifier
{
    ValueTask<bool> IsValidAsync(string token, CancellationToken ct);
}
