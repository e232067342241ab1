using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Workshop.Endpoints.Keys;

namespace Workshop.Services.Tests.Keys;

public class KeyHolderTests
{
    private const string First = "first: a random text of thirty-two characters";
    private const string Second = "second: a random text of thirty-two characters";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(KeyText.Setting, (string?)First)]).Build();

    [Fact]
    public void A_key_that_was_replaced_is_published_no_longer_than_its_tokens_live_though_nothing_else_changes()
    {
        using var holder = Hold();
        Set(KeyText.Setting, Second);
        Assert.Equal(2, holder.Published.Count());

        _time.Advance(TimeSpan.FromHours(73));

        Assert.Equal(Kid(Second), Assert.Single(holder.Published).Kid);
    }

    [Fact]
    public async Task A_key_that_is_withdrawn_checks_nothing_from_that_moment_on_and_followers_are_told()
    {
        using var holder = Hold();
        Set(KeyText.Setting, Second);
        var told = 0;
        holder.Changed += () => told++;

        Set(KeyText.WithdrawnSetting, Kid(First));

        Assert.Equal(1, told);
        Assert.Null((await holder.FindAsync(Kid(First), CancellationToken.None)).Key);
        Assert.NotNull((await holder.FindAsync(Kid(Second), CancellationToken.None)).Key);
        Assert.Equal(Kid(Second), holder.Current.Key.KeyId);
    }

    [Fact]
    public void A_withdrawal_that_would_leave_no_key_changes_nothing()
    {
        using var holder = Hold();

        Set(KeyText.WithdrawnSetting, Kid(First));

        Assert.Equal(Kid(First), holder.Current.Key.KeyId);
        Assert.Empty(holder.Ring.Withdrawn);
    }

    private static string Kid(string text) => KeyText.Parse(text)[0].Kid;

    private KeyHolder Hold() => new(_configuration, TimeSpan.FromSeconds(10), _time, NullLogger<KeyHolder>.Instance);

    private void Set(string key, string text)
    {
        _configuration[key] = text;
        _configuration.Reload();
    }
}
