using Workshop.Cluster.Images;

namespace Workshop.Cluster.Tests.Nodes;

/// <summary>An image's program is found by the name that it has in a container, and never this machine's.</summary>
public sealed class EntryPointTests : IAsyncLifetime, IDisposable
{
    private readonly StateFolder _state = new();
    private NodeWorld _world = null!;

    public async Task InitializeAsync() => _world = await NodeWorld.StartAsync(
        _state,
        new CatalogueImage("store", ["*"], ["/bin/echo", "store-server"], BindArgs: ["--bind", "{podIP}"]),
        new CatalogueImage("workshop/greeter", ["*"], ["/bin/echo"]),
        new CatalogueImage("workshop/twin", ["*"], ["/bin/echo"], NativeProgram: Native));

    private string Native => Path.Combine(_state.Path, "native");

    public async Task DisposeAsync() => await _world.DisposeAsync();

    public void Dispose() => _state.Dispose();

    [SkippableTheory]
    [InlineData("alone", "image: store:7", "store-server --bind {podIP}")]
    [InlineData("arguments", "image: store:7, args: [/conf, --port, '1']", "store-server /conf --port 1 --bind {podIP}")]
    [InlineData("arguments-name-it", "image: store:7, args: [store-server, /conf]", "store-server /conf --bind {podIP}")]
    [InlineData("by-name", "image: store:7, command: [store-server, /conf]", "store-server /conf --bind {podIP}")]
    [InlineData("by-path", "image: store:7, command: [/usr/local/bin/store-server], args: [/conf]", "store-server /conf --bind {podIP}")]
    [InlineData("in-a-script", "image: store:7, command: [sh, -c, 'exec store-server /conf']", "store-server /conf --bind {podIP}")]
    [InlineData("by-the-images-name", "image: 'workshop/greeter:1', command: [/usr/bin/greeter, --http, ':80']", "--http :80")]
    [InlineData("arguments-stay", "image: 'workshop/greeter:1', args: [greeter, hello]", "greeter hello")]
    public async Task A_command_that_names_the_images_program_starts_it(string name, string container, string expected)
    {
        Skip.If(OperatingSystem.IsWindows(), "Scripts of a Unix shell.");
        await RunAsync(name, container);

        Assert.Equal(expected.Replace("{podIP}", _world.Pod(name).Status.PodIP, StringComparison.Ordinal) + "\n", await _world.LogAsync(name));
    }

    [SkippableTheory]
    [InlineData("image: 'workshop/twin:1', args: [hello]")]
    [InlineData("image: 'workshop/twin:1', command: [twin, hello]")]
    public async Task A_native_program_is_run_by_the_containers_that_start_once_it_is_there(string container)
    {
        Skip.If(OperatingSystem.IsWindows(), "Scripts of a Unix shell.");
        await RunAsync("before", container);
        await File.WriteAllTextAsync(Native, "#!/bin/sh\necho native \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Native, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        await RunAsync("after", container);

        Assert.Equal(("hello\n", "native hello\n"), (await _world.LogAsync("before"), await _world.LogAsync("after")));
        Assert.Equal(_world.Status("before").ImageID, _world.Status("after").ImageID);
    }

    private async Task RunAsync(string name, string container)
    {
        _world.Create($"metadata: {{name: {name}}}\nspec: {{restartPolicy: Never, containers: [{{name: main, imagePullPolicy: IfNotPresent, {container}}}]}}");
        await _world.UntilPhase(name, "Succeeded");
    }
}
