using Workshop.Dashboard.ConsoleLogs;

namespace Workshop.Dashboard.Tests.ConsoleLogs;

public sealed class AnsiTextTests
{
    [Theory]
    [InlineData("plain", "plain:")]
    [InlineData("\u001b[31mred\u001b[0m and not", "red:ansi-1| and not:")]
    [InlineData("\u001b[1;32mbold\u001b[22m green", "bold:ansi-2 ansi-bold| green:ansi-2")]
    [InlineData("\u001b[97;41mwhite on red\u001b[m", "white on red:ansi-15 ansi-on-1")]
    [InlineData("\u001b[38;5;196mof 256\u001b[39m.", "of 256:ansi-9|.:")]
    [InlineData("\u001b[38;2;0;200;10mof millions", "of millions:ansi-2")]
    [InlineData("\u001b[48;5;21mground", "ground:ansi-on-4")]
    [InlineData("\u001b[3;4mboth\u001b[23mone", "both:ansi-italic ansi-underline|one:ansi-underline")]
    public void Colours_become_classes(string line, string expected) =>
        Assert.Equal(expected, string.Join('|', AnsiText.Parse(line).Select(segment => $"{segment.Text}:{segment.Classes}")));

    [Theory]
    [InlineData("\u001b[2Kcleared\u001b[1A", "cleared")]
    [InlineData("\u001b]0;a title\a and text", " and text")]
    [InlineData("\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\", "link")]
    [InlineData("bell\a and \b back\ttab", "bell and  back\ttab")]
    [InlineData("cut \u001b[3", "cut ")]
    [InlineData("cut \u001b", "cut ")]
    [InlineData("", "")]
    [InlineData("\u001b[38;5m\u001b[38;2;1mshort of numbers", "short of numbers")]
    [InlineData("\u001b[99999999999999m huge", " huge")]
    public void Whatever_else_a_terminal_would_do_is_left_out(string line, string expected) => Assert.Equal(expected, AnsiText.Plain(line));
}
