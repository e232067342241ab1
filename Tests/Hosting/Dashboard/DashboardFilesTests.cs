using System.Runtime.Versioning;
using Workshop.Hosting.Dashboard;

namespace Workshop.Hosting.Tests.Dashboard;

public class DashboardFilesTests
{
    private static readonly DashboardAccess Access = DashboardAccess.Make("127.0.0.1", DashboardPorts.Usual, browserToken: null, readOnlyToken: null);

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public async Task Tokens_lie_in_files_that_only_their_owner_can_read()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such modes: the state folder's own access list holds.");
        using var folder = new TemporaryFolder();

        await DashboardFiles.WriteAsync(folder.Path, Access, CancellationToken.None);

        var files = Directory.GetFiles(folder.Path);
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.All(files, file => Assert.Contains(Access.Login.ToString(), File.ReadAllText(file)));

        DashboardFiles.Delete(folder.Path);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void What_is_printed_of_it_holds_no_token()
    {
        var printed = $"{Access}";

        Assert.Contains("18888", printed);
        Assert.All([Access.BrowserToken, Access.ReadOnlyToken, Access.OtlpKey], token => Assert.DoesNotContain(token, printed));
        Assert.Equal(3, new[] { Access.BrowserToken, Access.ReadOnlyToken, Access.OtlpKey }.Where(token => token.Length == 32).Distinct().Count());
    }

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    [InlineData("true", false, true)]
    [InlineData("false", true, false)]
    [InlineData("perhaps", true, true)]
    public void Who_debugs_wants_to_see_it_unless_told_otherwise(string? variable, bool isDebugged, bool opens) =>
        Assert.Equal(opens, Browser.IsWanted(variable, isDebugged));
}
