using Workshop.Labs.Guides;

namespace Workshop.Labs.Running;

/// <summary>How a shell is started, told a block, and made to say what became of it.</summary>
public abstract class ShellLanguage
{
    public static ShellLanguage Bash { get; } = new BashLanguage();

    /// <value>What the guides' twins are written in; where it is not Windows' own, they are read as they would stand there.</value>
    public static ShellLanguage PowerShell { get; } = new PowerShellLanguage();

    internal abstract string[] Programs { get; }

    internal abstract string[] Arguments { get; }

    internal abstract string Extension { get; }

    /// <value>Read once, before the first block.</value>
    internal abstract string Prologue { get; }

    /// <value>Tells background jobs to end, so that a port-forward closes its streams and a load writes its report.</value>
    internal abstract string EndJobs { get; }

    /// <summary>A line that runs a block, and then prints an empty line, the mark, the exit code, and the first command that failed.</summary>
    internal abstract string Run(string file, string mark);

    internal virtual string TextOf(GuideBlock block) => block.Text;

    /// <summary>A text as it is taken on this machine.</summary>
    internal virtual string Here(string text) => text;
}
