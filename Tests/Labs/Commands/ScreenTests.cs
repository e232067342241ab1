using Workshop.Labs.Commands;
using Workshop.Labs.Desk;

namespace Workshop.Labs.Tests.Commands;

public sealed class ScreenTests
{
    [Fact]
    public void Away_from_a_terminal_every_line_is_plain()
    {
        var text = new StringWriter { NewLine = "\n" };
        var screen = new Screen(text, isTerminal: false);

        screen.Green("good");
        screen.Red("[bad]");
        screen.Bold("bold");
        screen.Line("line");
        screen.Show(new DeskLine(DeskLineKind.Command, "kubectl get pods"));

        Assert.Equal("good\n[bad]\nbold\nline\nkubectl get pods\n", text.ToString());
    }
}
