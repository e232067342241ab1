using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Hosting.NativePrograms;

namespace Workshop.Hosting.Tests.NativePrograms;

public sealed class AheadCompilerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly SaidLines _log = new();
    private readonly List<string> _runs = [];
    private readonly AheadList _list;
    private Func<CommandOutcome> _outcome = () => new CommandOutcome(0, "", IsTimedOut: false);

    public AheadCompilerTests()
    {
        _folder.Write("a.dll", "assembly");
        _folder.Write("there.dll", "compiled");
        _list = new AheadList(_folder.PathOf("assemblies.txt"), "/x/CompileAhead.proj");
        Names("a.dll");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_missing_is_compiled_by_the_project_with_the_list()
    {
        await CompileAsync();

        Assert.StartsWith($"dotnet build /x/CompileAhead.proj -p:CompileAheadList={_list.Path} ", Assert.Single(_runs), StringComparison.Ordinal);
        Assert.Equal("What the AppHost refers to is compiled ahead (in 0 s): it starts sooner when it has been built again", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task Nothing_is_done_when_all_is_there_or_gone_or_nothing_was_listed()
    {
        File.WriteAllLines(_list.Path, [$"{_folder.PathOf("a.dll")}|{_folder.PathOf("there.dll")}", $"{_folder.PathOf("gone.dll")}|{_folder.PathOf("none.dll")}"]);
        await CompileAsync();
        File.Delete(_list.Path);
        await CompileAsync();

        Assert.Empty(_runs);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_failure_is_told_with_its_error_and_tried_again_an_hour_later()
    {
        _outcome = () => new CommandOutcome(1, "Restoring …\nerror NU1101: no such package\n", IsTimedOut: false);
        await CompileAsync();
        _time.Advance(LateFailure.RetryAfter - TimeSpan.FromSeconds(1));
        await CompileAsync();

        Assert.Single(_runs);
        Assert.Equal("What the AppHost refers to was not compiled ahead: error NU1101: no such package. It starts as before.", Assert.Single(_log.Lines));

        _time.Advance(TimeSpan.FromSeconds(2));
        await CompileAsync();
        Assert.Equal(2, _runs.Count);
    }

    [Fact]
    public async Task Another_run_that_is_at_it_is_left_alone_and_off_is_off()
    {
        using (Turn.Take(_folder.Path))
        {
            await CompileAsync();
        }

        await CompileAsync(NativeProgramsMode.Off);

        Assert.Empty(_runs);
    }

    [Fact]
    public async Task In_the_background_the_start_comes_first()
    {
        var compiling = CompileAsync(NativeProgramsMode.Background);
        _time.Advance(NativeProgramMaker.Pause - TimeSpan.FromSeconds(1));
        Assert.Empty(_runs);

        _time.Advance(TimeSpan.FromSeconds(1));
        await compiling;

        Assert.Single(_runs);
    }

    private Task CompileAsync(NativeProgramsMode mode = NativeProgramsMode.Now) => new AheadCompiler(
        (program, arguments, _, _) =>
        {
            _runs.Add($"{program} {string.Join(' ', arguments)}");
            return Task.FromResult(_outcome());
        },
        _log,
        _time).CompileAsync(_list, mode, CancellationToken.None);

    private void Names(string source) => File.WriteAllLines(_list.Path, [$"{_folder.PathOf(source)}|{_folder.PathOf("none.dll")}"]);
}
