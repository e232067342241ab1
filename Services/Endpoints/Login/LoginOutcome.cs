using Workshop.Endpoints.Users;

namespace Workshop.Endpoints.Login;

/// <param name="Name">As metrics call it.</param>
/// <param name="User">Who has logged in; null otherwise.</param>
/// <param name="RetryAfter">When another attempt may be worth it; null: at once.</param>
internal sealed record LoginOutcome(string Name, User? User, TimeSpan? RetryAfter)
{
    public static LoginOutcome Failure { get; } = new("failure", null, null);

    public static LoginOutcome Overloaded { get; } = new("overloaded", null, TimeSpan.FromSeconds(1));

    public static LoginOutcome Success(User user) => new("success", user, null);

    public static LoginOutcome Throttled(TimeSpan wait) => new("throttled", null, wait);
}
