namespace Workshop.TestKit;

/// <summary>How a command ended.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <value>Both streams, for messages and for commands that use either.</value>
    public string All => Output + Error;

    /// <summary>Insists that the command succeeded.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}:{Environment.NewLine}{All}");
        return Output;
    }

    /// <summary>Insists that the command failed.</summary>
    /// <returns>What it wrote to its standard error.</returns>
    public string Failed()
    {
        Assert.True(ExitCode != 0, $"It should have failed:{Environment.NewLine}{All}");
        return Error;
    }
}
