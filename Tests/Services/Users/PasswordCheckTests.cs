using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Endpoints.Users;

namespace Workshop.Services.Tests.Users;

public class PasswordCheckTests
{
    private const int Runs = 25;

    // The rank sums of two samples of one distribution differ by more than 4 standard deviations once in 16000 runs.
    private const double MostDeviations = 4;

    private readonly PasswordCheck _check = new(NullLogger<PasswordCheck>.Instance);

    [Theory]
    [InlineData(true, "user", "password", true)]
    [InlineData(true, "user", "passwor", false)]
    [InlineData(true, "user", "", false)]
    [InlineData(true, "root", "password", false)]
    [InlineData(false, "user", "password", false)]
    public async Task The_demo_user_exists_in_labs_only(bool isLab, string name, string password, bool expected) =>
        Assert.Equal(expected, _check.IsRight(await new FixedUsers(isLab).FindAsync(name, CancellationToken.None), password));

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("$2a$99$vJgadGXiMOz8KkUabZutDuGKR1/Em2gZXU0Ni7FTe7yEcepwWZg.2")]
    public void A_hash_that_is_none_lets_nobody_in_and_breaks_nothing(string hash) =>
        Assert.False(_check.IsRight(new User("user", "", hash), "password"));

    [Fact]
    public void A_password_of_any_length_and_any_letters_is_an_answer()
    {
        var user = new User("user", "", PasswordCheck.Hash("pässwörd 🔑"));

        Assert.True(_check.IsRight(user, "pässwörd 🔑"));
        Assert.False(_check.IsRight(user, new string('x', 10_000)));
        Assert.False(_check.IsRight(user, "a\0b"));
    }

    [Theory]
    [InlineData("a", 72)]
    [InlineData("ä", 36)]
    [InlineData("🔑", 18)]
    public async Task A_password_beyond_72_bytes_is_refused_where_it_is_made_and_where_it_is_asked_for(string letter, int count)
    {
        var longest = string.Concat(Enumerable.Repeat(letter, count));
        var user = new User("user", "", PasswordCheck.Hash(longest));
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.True(_check.IsRight(user, longest));
        Assert.False(_check.IsRight(user, longest + "X"));
        Assert.Equal(2, await UserHashCommand.RunAsync(["hash", "user"], new StringReader(longest + "X"), output, error));
        Assert.Equal("The password has more than 72 bytes in UTF-8: bcrypt would not look at the rest. Choose a shorter one.", error.ToString().TrimEnd());
        Assert.Empty(output.ToString());
        Assert.Equal(0, await UserHashCommand.RunAsync(["hash", "user"], new StringReader(longest), output, error));
    }

    [Fact]
    public async Task An_unknown_user_costs_as_much_as_a_known_one()
    {
        var known = await new FixedUsers(isLab: true).FindAsync("user", CancellationToken.None);
        TimeOf(known);
        TimeOf(null);

        // By turns, so that whatever else this machine does falls on both alike.
        var times = Enumerable.Range(0, Runs).SelectMany(_ => new[] { (IsKnown: true, Time: TimeOf(known)), (IsKnown: false, Time: TimeOf(null)) }).ToList();

        Assert.InRange(DeviationsOf(times), -MostDeviations, MostDeviations);
    }

    private TimeSpan TimeOf(User? user)
    {
        var watch = Stopwatch.StartNew();
        _check.IsRight(user, "wrong");
        return watch.Elapsed;
    }

    // Mann and Whitney's test: it asks for order only, so that one run that was held up changes little.
    private static double DeviationsOf(List<(bool IsKnown, TimeSpan Time)> times)
    {
        var ranks = times.OrderBy(one => one.Time).Select((one, index) => (one.IsKnown, Rank: index + 1)).Where(one => one.IsKnown).Sum(one => one.Rank);
        var (mean, variance) = (Runs * ((2.0 * Runs) + 1) / 2, (double)Runs * Runs * ((2 * Runs) + 1) / 12);
        return (ranks - mean) / Math.Sqrt(variance);
    }
}
