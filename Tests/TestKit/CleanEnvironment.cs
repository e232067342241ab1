namespace Workshop.TestKit;

/// <summary>The few variables that a user's freshly opened shell has: nothing of the test host's own reaches the programs that tests start.</summary>
public static class CleanEnvironment
{
    private static readonly string[] Kept =
    [
        "PATH", "HOME", "USER", "LANG", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMFILES", "COMSPEC", "PATHEXT",
        "DOTNET_ROOT", "DOTNET_CLI_HOME", "NUGET_PACKAGES",
    ];

    public static Dictionary<string, string> With(params (string Name, string Value)[] more)
    {
        var variables = Kept
            .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is not null)
            .ToDictionary(variable => variable.Name, variable => variable.Value!, StringComparer.Ordinal);
        foreach (var (name, value) in more)
        {
            variables[name] = value;
        }

        return variables;
    }
}
