using Workshop.Endpoints.Users;

namespace Workshop.Services.Tests.Users;

public class UserLineTests
{
    private const string Rest = "$vJgadGXiMOz8KkUabZutDuGKR1/Em2gZXU0Ni7FTe7yEcepwWZg.2";

    [Theory]
    [InlineData("$2a$10", null)]
    [InlineData("$2y$12", null)]
    [InlineData("$2y$05", "of the cost 5, which must be 10 to 12")]
    [InlineData("$2a$09", "of the cost 9")]
    [InlineData("$2a$13", "of the cost 13")]
    [InlineData("$2a$31", "of the cost 31")]
    [InlineData("$2a$xx", "has no bcrypt hash")]
    [InlineData("$2a10$", "has no bcrypt hash")]
    [InlineData("$1$abc", "has no bcrypt hash")]
    public void A_hash_is_of_a_cost_that_protects_and_can_be_borne(string beginning, string? finding)
    {
        var user = UserLine.Parse($"alice:{beginning}{Rest}", out var problem);

        Assert.Equal(finding is null, user is not null);
        Assert.Contains(finding ?? "", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(Rest, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("alice")]
    [InlineData("$2a$10" + Rest)]
    [InlineData(":$2a$10" + Rest)]
    [InlineData("alice:")]
    public void A_line_without_name_or_hash_is_none(string line) => Assert.Null(UserLine.Parse(line, out _));

    [Fact]
    public void An_address_may_follow() =>
        Assert.Equal(("alice@a.example", "bob@example.com"), (UserLine.Parse($"alice:$2a$10{Rest}:alice@a.example", out _)!.Email, UserLine.Parse($"bob:$2a$10{Rest}", out _)!.Email));
}
