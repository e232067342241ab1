using Spectre.Console;
using Workshop.Labs.Desk;

namespace Workshop.Labs.Commands;

/// <summary>What a command writes: with colours on a terminal, plain lines anywhere else.</summary>
internal sealed class Screen(TextWriter output, bool isTerminal)
{
    public bool IsTerminal => isTerminal;

    /// <summary>The program's own: a terminal unless redirected, or told otherwise by <c>NO_COLOR</c>.</summary>
    public static Screen OfProgram() =>
        new(Console.Out, !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb");

    public void Line(string text = "") => output.WriteLine(text);

    public void Green(string text) => Coloured(text, Color.Green);

    public void Red(string text) => Coloured(text, Color.Red);

    public void Bold(string text) => Coloured(text, Color.Default, Decoration.Bold);

    /// <summary>A line of what is typed for the learner.</summary>
    public void Show(DeskLine line)
    {
        Action<string> write = line.Kind switch
        {
            DeskLineKind.Title or DeskLineKind.Command => Bold,
            DeskLineKind.Green => Green,
            DeskLineKind.Red => Red,
            _ => Line,
        };
        write(line.Text);
    }

    private void Coloured(string text, Color colour, Decoration decoration = Decoration.None)
    {
        if (isTerminal)
        {
            AnsiConsole.Write(new Text(text + "\n", new Style(colour, decoration: decoration)));
        }
        else
        {
            output.WriteLine(text);
        }
    }
}
