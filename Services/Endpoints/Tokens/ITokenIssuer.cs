using Workshop.Endpoints.Users;

namespace Workshop.Endpoints.Tokens;

/// <summary>Makes a token for a user who has shown who they are.</summary>
internal interface ITokenIssuer
{
    string Issue(User user);
}
