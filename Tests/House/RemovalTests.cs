namespace Workshop.House.Tests;

/// <summary>What went for good (decision 50): a second implementation of Aspire's API, and what stood in its dashboard's place.</summary>
public sealed class RemovalTests
{
    [Theory]
    [InlineData("Embedded/Hosting/")]
    [InlineData("Embedded/Dashboard/")]
    [InlineData("Tests/Dashboard/")]
    [InlineData("Benchmarks/Telemetry/")]
    [InlineData("Docs/engines.md")]
    public void What_Aspire_does_itself_does_not_come_back(string path) =>
        Assert.DoesNotContain(WorkingCopy.Files, file => file.StartsWith(path, StringComparison.Ordinal));

    [Theory]
    [InlineData("AppHost" + "Engine")]
    [InlineData("Engine" + ".props")]
    public void No_build_file_speaks_of_two_engines(string word) =>
        Assert.DoesNotContain(WorkingCopy.Files.Where(file => Path.GetExtension(file) is ".csproj" or ".props" or ".targets"), file => File.ReadAllText(Repository.PathOf(file)).Contains(word, StringComparison.Ordinal));

    [Fact]
    public void No_source_names_a_class_of_Aspires_again()
    {
        string[] names = ["class " + "DistributedApplication\n", "interface " + "IDistributedApplicationBuilder", "class " + "ReferenceExpression\n"];

        Assert.DoesNotContain(WorkingCopy.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)), file => names.Any(name => File.ReadAllText(Repository.PathOf(file)).Contains(name, StringComparison.Ordinal)));
    }
}
