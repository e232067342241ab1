using System.Net;
using Workshop.Endpoints.Users;

namespace Workshop.Endpoints.Login;

/// <summary>One attempt from its question to its outcome: may it be tried, is it right, and what follows for the next one.</summary>
internal sealed class LoginAttempt(LoginThrottle throttle, AllUsers users, PasswordWorkers workers, PasswordCheck passwords)
{
    public async Task<LoginOutcome> TryAsync(BasicCredentials given, IPAddress address, CancellationToken ct)
    {
        // Both ask the same store: at once, so that it costs one way. The user is looked up whoever it is.
        var waiting = throttle.WaitAsync(given.User, address, ct);
        var looking = users.FindAsync(given.User, ct);
        await Task.WhenAll(waiting, looking);
        var (wait, hasFailed) = await waiting;
        if (wait is { } time)
        {
            return LoginOutcome.Throttled(time);
        }

        var user = await looking;
        var comparing = workers.TryRun<bool?>(() => throttle.WaitNow(given.User, address) is null ? passwords.IsRight(user, given.Password) : null, ct);
        if (comparing is null)
        {
            return LoginOutcome.Overloaded;
        }

        switch (await comparing)
        {
            case true:
                await (hasFailed ? throttle.ForgetAsync(given.User, address, ct) : Task.CompletedTask);
                return LoginOutcome.Success(user!);
            case false:
                await throttle.FailedAsync(given.User, address, ct);
                return LoginOutcome.Failure;
            case null:
                return LoginOutcome.Throttled(throttle.WaitNow(given.User, address) ?? TimeSpan.FromSeconds(1));
        }
    }
}
