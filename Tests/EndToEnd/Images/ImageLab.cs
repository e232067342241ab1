namespace Workshop.EndToEnd.Images;

/// <summary>What a test of images needs: a registry, a container engine and a folder, all of its own and gone afterwards.</summary>
internal sealed class ImageLab : IAsyncDisposable
{
    private ImageLab(TemporaryFolder folder, ContainerEngine engine, LocalRegistry registry) => (Folder, Engine, Registry) = (folder, engine, registry);

    public TemporaryFolder Folder { get; }

    public ContainerEngine Engine { get; }

    public LocalRegistry Registry { get; }

    public BaseImage BaseImage => new(Engine, Folder, Registry);

    public ContainerApplication Application => new(Engine, Folder);

    public static async Task<ImageLab> Start()
    {
        RequiredTool.Unix();
        RequiredTool.Named("runc");
        Skip.If(!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess, "needs Linux, and the rights to run containers with the host's network.");
        var folder = new TemporaryFolder();
        try
        {
            return new ImageLab(folder, new ContainerEngine(folder), await LocalRegistry.Start(folder));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Engine.DisposeAsync();
        }
        finally
        {
            await Registry.DisposeAsync();
            Folder.Dispose();
        }
    }
}
