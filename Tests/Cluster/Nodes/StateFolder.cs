namespace Workshop.Cluster.Tests.Nodes;

/// <summary>A state folder of a test's own, gone with the test.</summary>
internal sealed class StateFolder : IDisposable
{
    public StateFolder() => Path = Directory.CreateTempSubdirectory("workshop nodes ").FullName;

    public string Path { get; }

    public ClusterOptions Options => new() { StateFolder = Path };

    public string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
