using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Hosting.NativePrograms;

namespace Workshop.Hosting.Tests.NativePrograms;

public sealed class NativeProgramMakerTests : IDisposable
{
    private readonly BuiltProject _hello = new("Hello");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero));
    private readonly SaidLines _log = new();
    private readonly List<string> _runs = [];
    private Func<CommandOutcome> _outcome = () => new CommandOutcome(0, "", IsTimedOut: false);

    [Fact]
    public async Task It_is_published_beside_the_project_and_made_once()
    {
        var build = _hello.Build;

        await MakeAsync(build);
        await MakeAsync(build);

        Assert.Equal($"dotnet publish {_hello.Project} -c Release -p:WorkshopAot=true", Assert.Single(_runs)[..(_hello.Project.Length + "dotnet publish  -c Release -p:WorkshopAot=true".Length)]);
        Assert.Equal("native", await File.ReadAllTextAsync(Path.Combine(build.Target, "hello")));
        Assert.Contains("Hello is native code now", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_one_is_told_with_its_error_leaves_nothing_and_is_tried_again_an_hour_later()
    {
        var build = _hello.Build;
        _outcome = () => new CommandOutcome(1, "Restoring …\nerror NU1301: the feed is not there\nmore", IsTimedOut: false);

        await MakeAsync(build);
        _time.Advance(LateFailure.RetryAfter - TimeSpan.FromSeconds(1));
        await MakeAsync(build);

        Assert.Single(_runs);
        Assert.Equal("No native program was made of Hello: error NU1301: the feed is not there. Its pods run as they are.", Assert.Single(_log.Lines));
        Assert.Empty(Directory.EnumerateDirectories(Path.GetDirectoryName(build.Target)!));

        _outcome = () => new CommandOutcome(0, "", IsTimedOut: false);
        _time.Advance(TimeSpan.FromSeconds(2));
        await MakeAsync(build);
        Assert.True(File.Exists(Path.Combine(build.Target, "hello")));
    }

    [Fact]
    public async Task Sources_that_were_edited_since_the_build_make_none()
    {
        _hello.Edit();

        await MakeAsync(_hello.Build);

        Assert.False(Directory.Exists(_hello.Build.Target));
        Assert.Contains("Hello has changed while", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_was_built_again_meanwhile_makes_none()
    {
        var build = _hello.Build;
        _outcome = () =>
        {
            _hello.BuildAgain();
            return new CommandOutcome(0, "", IsTimedOut: false);
        };

        await MakeAsync(build);

        Assert.False(Directory.Exists(build.Target));
    }

    [Fact]
    public async Task The_native_program_of_an_earlier_build_goes_when_its_successor_is_there()
    {
        var before = _hello.Build;
        await MakeAsync(before);
        _hello.BuildAgain();

        await MakeAsync(_hello.Build);

        Assert.False(Directory.Exists(before.Target));
        Assert.True(Directory.Exists(_hello.Build.Target));
    }

    [Fact]
    public async Task Another_run_that_is_at_it_is_left_alone()
    {
        var build = _hello.Build;
        Directory.CreateDirectory(Path.GetDirectoryName(build.Target)!);
        using (Turn.Take(Path.GetDirectoryName(build.Target)!))
        {
            await MakeAsync(build);
        }

        Assert.Empty(_runs);
    }

    [Fact]
    public async Task In_the_background_the_start_comes_first()
    {
        var making = Maker(obstacle: null).MakeAsync([_hello.Build], NativeProgramsMode.Background, CancellationToken.None);
        _time.Advance(NativeProgramMaker.Pause - TimeSpan.FromSeconds(1));
        Assert.Empty(_runs);

        _time.Advance(TimeSpan.FromSeconds(1));
        await making;

        Assert.Single(_runs);
    }

    [Fact]
    public async Task A_machine_that_cannot_make_any_is_told_why()
    {
        await Maker("there is neither clang nor gcc on PATH").MakeAsync([_hello.Build], NativeProgramsMode.Now, CancellationToken.None);

        Assert.Empty(_runs);
        Assert.Equal("No native programs are made: there is neither clang nor gcc on PATH. Pods run as they are.", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task Off_is_off()
    {
        await Maker(obstacle: null).MakeAsync([_hello.Build], NativeProgramsMode.Off, CancellationToken.None);

        Assert.Empty(_runs);
        Assert.Empty(_log.Lines);
    }

    [SkippableFact]
    public void Making_wants_a_linker_and_memory()
    {
        Skip.If(OperatingSystem.IsWindows(), "There the SDK looks for Visual Studio's.");
        using var tools = new TemporaryFolder();

        Assert.Equal("there is neither clang nor gcc on PATH", Toolchain.WhyNot(tools.Path, 8L << 30));
        tools.Write("gcc", "");
        Assert.Null(Toolchain.WhyNot(tools.Path, 8L << 30));
        Assert.Equal("they want a machine with 4 GiB", Toolchain.WhyNot(tools.Path, 3L << 30));
    }

    public void Dispose() => _hello.Dispose();

    private Task MakeAsync(NativeBuild build) => Maker(obstacle: null).MakeAsync([build], NativeProgramsMode.Now, CancellationToken.None);

    private NativeProgramMaker Maker(string? obstacle) => new(
        (program, arguments, _, _) =>
        {
            _runs.Add($"{program} {string.Join(' ', arguments)}");
            var made = arguments[arguments.ToList().IndexOf("-o") + 1];
            Directory.CreateDirectory(made);
            File.WriteAllText(Path.Combine(made, "hello"), "native");
            return Task.FromResult(_outcome());
        },
        obstacle,
        _log,
        _time);
}
