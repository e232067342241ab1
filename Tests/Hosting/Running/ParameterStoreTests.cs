using System.Runtime.Versioning;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Tests.Running;

public sealed class ParameterStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => Path.Combine(_folder.Path, "parameters.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_persisted_value_is_the_same_in_the_next_run()
    {
        var first = await Resolve(Parameter("signing-key"));
        var second = await Resolve(Parameter("signing-key"));

        Assert.Equal(32, first["signing-key"].Length);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_default_that_is_no_secret_of_chance_follows_the_model_and_leaves_no_file()
    {
        var values = await Resolve(new ParameterResource("colour", _ => "blue"));

        Assert.Equal("blue", values["colour"]);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task All_parameters_without_a_value_are_named_at_once()
    {
        var store = new ParameterStore(_folder.Path, new ConfigurationBuilder().Build());

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => store.ResolveAsync([Unset("must-ask"), Unset("other")], CancellationToken.None));

        Assert.Equal(
            [
                "Parameter 'must-ask' has no value. Set Parameters__must_ask in the environment, or pass --Parameters:must-ask=VALUE.",
                "Parameter 'other' has no value. Set Parameters__other in the environment, or pass --Parameters:other=VALUE.",
            ],
            refusal.Message.Split(Environment.NewLine));
    }

    [Fact]
    public async Task Aspire_is_told_the_value_that_was_kept()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();

        var values = await new ParameterStore(_folder.Path, configuration).ResolveAsync([Parameter("signing-key")], CancellationToken.None);

        Assert.Equal(values["signing-key"], configuration["Parameters:signing-key"]);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_may_read_the_file()
    {
        RequiredTool.Unix();
        await Resolve(Parameter("signing-key"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public async Task Configuration_wins_and_is_not_written_down()
    {
        var values = await Resolve(Parameter("signing-key"), ("Parameters:signing-key", "given"));

        Assert.Equal("given", values["signing-key"]);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task A_second_parameter_is_added_to_the_file()
    {
        var first = await Resolve(Parameter("a"));
        await Resolve(Parameter("b"));

        Assert.Equal(first, await Resolve(Parameter("a")));
    }

    [Fact]
    public async Task A_damaged_file_is_named_with_what_to_do()
    {
        await AtomicFile.WriteAsync(FilePath, "{ half", isPrivate: true, CancellationToken.None);

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => Resolve(Parameter("a")));

        Assert.StartsWith($"'{FilePath}' is damaged:", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("Delete it; generated values are then made anew.", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_file_that_others_may_read_is_refused()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await Resolve(Parameter("signing-key"));
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => Resolve(Parameter("signing-key")));

        Assert.StartsWith($"'{FilePath}' may be read by others (mode 640), and is refused.", refusal.Message, StringComparison.Ordinal);
    }

    private static ParameterResource Parameter(string name) => new(name, generator => generator!.GetDefaultValue(), secret: true) { Default = new GenerateParameterDefault { MinLength = 32 } };

    private static ParameterResource Unset(string name) => new(name, _ => throw new MissingParameterValueException($"no value for {name}"));

    private Task<IReadOnlyDictionary<string, string>> Resolve(ParameterResource parameter, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value)).Build();
        return new ParameterStore(_folder.Path, configuration).ResolveAsync([parameter], CancellationToken.None);
    }
}
