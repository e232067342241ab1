using Workshop.Labs.Commands;

namespace Workshop.Labs.Tests.Commands;

public sealed class StaleProgramTests : IDisposable
{
    private static readonly DateTime BuiltAt = new(2026, 12, 1, 8, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder _folder = new();

    public StaleProgramTests()
    {
        Write("Labs/Labs.csproj", BuiltAt.AddHours(-1));
        Write("Labs/Checks/Pods.cs", BuiltAt.AddHours(-1));
        Write("Labs/bin/Workshop.Labs.dll", BuiltAt);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_source_that_was_edited_since_is_named() =>
        Assert.Equal($"note: '{Path.Combine("Labs", "Checks", "Pods.cs")}' is newer than the labs' program. 'dotnet build Labs' makes it anew.", NoteAfter("Labs/Checks/Pods.cs"));

    [Fact]
    public void So_is_the_project() => Assert.NotNull(NoteAfter("Labs/Labs.csproj"));

    [Theory]
    [InlineData("Labs/obj/Made.cs")]
    [InlineData("Labs/04-pods/guide.md")]
    [InlineData("Cluster/Other.cs")]
    public void What_it_is_not_made_of_is_not(string path) => Assert.Null(NoteAfter(path));

    private string? NoteAfter(string edited)
    {
        Write(edited, BuiltAt.AddMinutes(1));
        return StaleProgram.Note(new LabFiles(_folder.Path), _folder.PathOf("Labs/bin/Workshop.Labs.dll"));
    }

    private void Write(string path, DateTime at) => File.SetLastWriteTimeUtc(_folder.Write(path, ""), at);
}
