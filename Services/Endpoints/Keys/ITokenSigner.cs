namespace Workshop.Endpoints.Keys;

/// <summary>What new tokens are signed with.</summary>
internal interface ITokenSigner
{
    TokenSigner Current { get; }
}
