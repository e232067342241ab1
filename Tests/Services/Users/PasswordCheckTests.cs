using System.Diagnostics;
using Workshop.Endpoints.Users;

namespace Workshop.Services.Tests.Users;

public class PasswordCheckTests
{
    [Theory]
    [InlineData(true, "user", "password", true)]
    [InlineData(true, "user", "passwor", false)]
    [InlineData(true, "root", "password", false)]
    [InlineData(false, "user", "password", false)]
    public async Task The_demo_user_exists_in_labs_only(bool isLab, string name, string password, bool expected)
    {
        var user = await new PasswordCheck(new FixedUsers(isLab)).FindAsync(name, password, CancellationToken.None);

        Assert.Equal(expected, user is not null);
    }

    [Fact]
    public async Task An_unknown_user_costs_as_much_as_a_known_one()
    {
        var check = new PasswordCheck(new FixedUsers(isLab: true));
        await Cost(check, "user");

        var (known, unknown) = (await Cost(check, "user"), await Cost(check, "nobody"));

        // A look at the hash would take microseconds; bcrypt of cost 10 takes tens of milliseconds.
        Assert.InRange(unknown / known, 0.2, 5);
    }

    private static async Task<double> Cost(PasswordCheck check, string name)
    {
        var watch = Stopwatch.StartNew();
        await check.FindAsync(name, "wrong", CancellationToken.None);
        return watch.Elapsed.TotalMilliseconds;
    }
}
