using Microsoft.Extensions.Configuration;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Tests.Settings;

public class SettingsReaderTests
{
    [Theory]
    [InlineData("10.8.0.0/14", "10.8.0.0/14")]
    [InlineData("130.211.0.7", "130.211.0.7/32")]
    [InlineData("2001:db8::/32,::1", "2001:db8::/32 ::1/128")]
    [InlineData("10.8.0.0/14, 35.191.0.0/16  1.2.3.4\n", "10.8.0.0/14 35.191.0.0/16 1.2.3.4/32")]
    public void Networks_and_addresses_stand_with_commas_or_blanks_between(string text, string expected)
    {
        var reader = Of(text);

        Assert.Equal(expected.Split(' '), reader.Networks("key")!.Select(network => network.ToString()));
        reader.ThrowIfWrong();
    }

    [Theory]
    [InlineData("10")]
    [InlineData("10.8")]
    [InlineData("10.8/16")]
    [InlineData("10.8.0.0/33")]
    [InlineData("localhost")]
    [InlineData("10.8.0.0/14;10.9.0.0/16")]
    public void What_is_no_network_is_named(string text)
    {
        var reader = Of($"127.0.0.1, {text}");

        reader.Networks("key");

        Assert.Contains($"key: '{text}' is neither", Assert.Throws<ServiceException>(reader.ThrowIfWrong).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", null)]
    [InlineData("11", null)]
    [InlineData("-1", null)]
    [InlineData("1e1", null)]
    public void A_number_is_within_its_bounds_or_named(string text, int? expected)
    {
        var reader = Of(text);

        Assert.Equal(expected ?? 5, reader.Number("key", 5, least: 1, most: 10));
        Assert.Equal(expected is null, Record.Exception(reader.ThrowIfWrong) is ServiceException { Message: var message } && message.Contains($"key: '{text}' is not a number from 1 to 10", StringComparison.Ordinal));
    }

    private static SettingsReader Of(string text) => new(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("key", (string?)text)]).Build());
}
