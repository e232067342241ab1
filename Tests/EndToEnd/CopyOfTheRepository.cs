namespace Workshop.EndToEnd;

/// <summary>The files of this working copy, committed or not yet, in another folder, as a fresh clone has them: nothing is built.</summary>
public sealed class CopyOfTheRepository : IDisposable
{
    private readonly TemporaryFolder _parent = new();
    private readonly HashSet<string> _edited = [];

    /// <value>Has a blank in its name, as users' folders do.</value>
    public string Root => _parent.PathOf("a fresh clone");

    /// <value>Packages need not be fetched again, also where the home is another one.</value>
    public static (string Name, string Value) Packages => ("NUGET_PACKAGES", Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"));

    public static async Task<CopyOfTheRepository> Make()
    {
        RequiredTool.Unix();
        var git = RequiredTool.Named("git");
        var copy = new CopyOfTheRepository();
        var list = await TestProcess.Run(git, ["ls-files", "-co", "--exclude-standard"], TimeSpan.FromSeconds(60), folder: Repository.Root);
        foreach (var file in list.Succeeded().Split('\n').Where(file => File.Exists(Repository.PathOf(file))))
        {
            var target = Path.Combine(copy.Root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Repository.PathOf(file), target);
        }

        return copy;
    }

    /// <summary>Replaces a text that must be there.</summary>
    public void Edit(string file, string before, string after)
    {
        var path = Path.Combine(Root, file);
        var text = File.ReadAllText(path);
        _edited.Add(file);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>Takes all edits back.</summary>
    public void Restore()
    {
        foreach (var file in _edited)
        {
            // Written, not copied: a build goes by the time.
            File.WriteAllText(Path.Combine(Root, file), File.ReadAllText(Repository.PathOf(file)));
        }

        _edited.Clear();
    }

    /// <summary>Starts the copy's <c>./workshop up</c> and returns when its build is through.</summary>
    public async Task<RunningWorkshop> Up(params (string Name, string Value)[] environment)
    {
        var workshop = RunningWorkshop.Launch(Path.Combine(Root, "workshop"), ["up", "--ports", "auto"], environment: [Packages, .. environment]);
        await workshop.Process.HasWritten("starting a cluster", TimeSpan.FromMinutes(10));
        return workshop;
    }

    public void Dispose() => _parent.Dispose();
}
