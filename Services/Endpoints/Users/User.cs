namespace Workshop.Endpoints.Users;

/// <param name="Name">Becomes the claim <c>sub</c>.</param>
/// <param name="Email">Becomes the claim <c>email</c>.</param>
/// <param name="PasswordHash">bcrypt.</param>
internal sealed record User(string Name, string Email, string PasswordHash);
