using Microsoft.Extensions.Configuration;
using Workshop.ClusterPage.Login;
using Workshop.ServiceDefaults;

namespace Workshop.ClusterPage.Tests.Login;

public sealed class LoginSettingsTests
{
    [Fact]
    public void Without_a_token_one_is_made_that_nobody_guesses()
    {
        var (first, second) = (Read(), Read());

        Assert.True(first.IsTokenMade);
        Assert.Matches("^[0-9a-f]{32}$", first.Token);
        Assert.NotEqual(first.Token, second.Token);
        Assert.Null(first.ReadOnlyToken);
    }

    [Fact]
    public void Short_and_equal_tokens_are_refused_all_at_once_and_not_repeated()
    {
        var both = Assert.Throws<ServiceException>(() => Read(("Workshop:Token", "too-short"), ("Workshop:ReadOnlyToken", "too-short"))).Message;

        Assert.Contains("Workshop:Token has fewer than 16 characters", both, StringComparison.Ordinal);
        Assert.Contains("are the same", both, StringComparison.Ordinal);
        Assert.DoesNotContain("too-short", both, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_do_not_print_their_tokens() => Assert.DoesNotContain("0123456789abcdef", Read(("Workshop:Token", "0123456789abcdef")).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("0123456789abcdef", "operator")]
    [InlineData("fedcba9876543210", "reader")]
    [InlineData("0123456789abcdeF", null)]
    [InlineData("", null)]
    public void A_token_opens_its_own_role(string token, string? role) =>
        Assert.Equal(role, new TokenCheck(Read(("Workshop:Token", "0123456789abcdef"), ("Workshop:ReadOnlyToken", "fedcba9876543210"))).RoleOf(token));

    [Fact]
    public void Without_a_token_for_readers_nobody_is_one()
    {
        var tokens = new TokenCheck(Read(("Workshop:Token", "0123456789abcdef")));

        Assert.Null(tokens.RoleOf(""));
        Assert.Empty(tokens.FingerprintOf(Roles.Reader));
        Assert.NotEmpty(tokens.FingerprintOf(Roles.Operator));
    }

    private static LoginSettings Read(params (string Key, string Value)[] settings) =>
        LoginSettings.From(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))).Build());
}
