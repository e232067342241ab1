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
        var first = await Resolve(Parameter("signing-key", persist: true));
        var second = await Resolve(Parameter("signing-key", persist: true));

        Assert.Equal(32, first["signing-key"].Length);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_value_that_is_not_persisted_is_made_anew_and_leaves_no_file()
    {
        var first = await Resolve(Parameter("nonce", persist: false));
        var second = await Resolve(Parameter("nonce", persist: false));

        Assert.NotEqual(first["nonce"], second["nonce"]);
        Assert.False(File.Exists(FilePath));
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_may_read_the_file()
    {
        RequiredTool.Unix();
        await Resolve(Parameter("signing-key", persist: true));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public async Task Configuration_wins_and_is_not_written_down()
    {
        var values = await Resolve(Parameter("signing-key", persist: true), ("Parameters:signing-key", "given"));

        Assert.Equal("given", values["signing-key"]);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task A_second_parameter_is_added_to_the_file()
    {
        var first = await Resolve(Parameter("a", persist: true));
        await Resolve(Parameter("b", persist: true));

        Assert.Equal(first, await Resolve(Parameter("a", persist: true)));
    }

    [Fact]
    public async Task A_damaged_file_is_named_with_what_to_do()
    {
        await File.WriteAllTextAsync(FilePath, "{ half");

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => Resolve(Parameter("a", persist: true)));

        Assert.StartsWith($"'{FilePath}' is damaged:", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("Delete it; generated values are then made anew.", refusal.Message, StringComparison.Ordinal);
    }

    private static ParameterResource Parameter(string name, bool persist) => new(name, new GenerateParameterDefault { MinLength = 32 }, secret: true, persist);

    private Task<IReadOnlyDictionary<string, string>> Resolve(ParameterResource parameter, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value)).Build();
        return new ParameterStore(_folder.Path, configuration).ResolveAsync([parameter], CancellationToken.None);
    }
}
