using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Tests.Settings;

public class CommandLineFlagsTests
{
    private static readonly ServiceFlag[] Flags = [ServiceFlag.Http, ServiceFlag.Health, new("secret", "Workshop:Secret", "")];

    [Theory]
    [InlineData("--http=0.0.0.0:80", "Workshop:Http", "0.0.0.0:80")]
    [InlineData("-http=0.0.0.0:80", "Workshop:Http", "0.0.0.0:80")]
    [InlineData("--http 0.0.0.0:80", "Workshop:Http", "0.0.0.0:80")]
    [InlineData("-http :10180", "Workshop:Http", ":10180")]
    [InlineData("--health :10181", "Workshop:Health", ":10181")]
    [InlineData("--secret=a=b=", "Workshop:Secret", "a=b=")]
    [InlineData("--secret -dash", "Workshop:Secret", "-dash")]
    [InlineData("--secret=", "Workshop:Secret", "")]
    [InlineData("--http=:1 --http=:2", "Workshop:Http", ":2")]
    [InlineData("--Workshop:Lab=true", "Workshop:Lab", "true")]
    [InlineData("--Workshop:Lab true", "Workshop:Lab", "true")]
    public void A_flag_is_read_in_every_spelling(string line, string key, string value)
    {
        var settings = CommandLineFlags.Parse(line.Split(' '), Flags);

        Assert.Equal([new(key, value)], settings);
    }

    [Fact]
    public void Several_flags_are_read_in_both_spellings_at_once()
    {
        var settings = CommandLineFlags.Parse(["--http", ":10180", "-health=:10181", "--secret", "x"], Flags);

        Assert.Equal((":10180", ":10181", "x"), (settings["Workshop:Http"], settings["Workshop:Health"], settings["Workshop:Secret"]));
    }

    [Theory]
    [InlineData("--htpp=:1", "'--htpp' is not known")]
    [InlineData("--http", "'--http' needs a value")]
    [InlineData("--http --health=:1", "'--http' needs a value")]
    [InlineData("serve", "'serve' is not a flag")]
    [InlineData("--", "'--' is not a flag")]
    [InlineData("--x=1 --y=2", "'--y' is not known. Known are --http, --health, --secret")]
    public void What_cannot_be_read_is_named(string line, string finding)
    {
        var mistake = Assert.Throws<ServiceException>(() => CommandLineFlags.Parse(line.Split(' '), Flags));

        Assert.Contains(finding, mistake.Message, StringComparison.Ordinal);
        Assert.Equal(2, mistake.ExitCode);
    }

    [Theory]
    [InlineData("--secrets=hunter2")]
    [InlineData("-secrets hunter2")]
    public void The_value_of_a_mistyped_flag_is_not_repeated(string line)
    {
        var mistake = Assert.Throws<ServiceException>(() => CommandLineFlags.Parse(line.Split(' '), Flags));

        Assert.Contains("secrets' is not known", mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_names_every_flag_and_is_no_failure(string flag)
    {
        var help = Assert.Throws<ServiceException>(() => CommandLineFlags.Parse([flag], Flags));

        Assert.All(Flags, each => Assert.Contains($"--{each.Name} ", help.Message, StringComparison.Ordinal));
        Assert.Equal(0, help.ExitCode);
    }
}
