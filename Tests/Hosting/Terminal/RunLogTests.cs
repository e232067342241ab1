using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Workshop.Hosting.Terminal;

namespace Workshop.Hosting.Tests.Terminal;

public sealed class RunLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_logged_before_the_file_was_ours_comes_first_and_no_login_link_is_kept()
    {
        var path = _folder.PathOf("apphost.log");
        using (var log = new RunLog(path, new FakeTimeProvider(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero))))
        {
            var logger = log.CreateLogger("Aspire");
            logger.Log(LogLevel.Information, 7, "early", null, (text, _) => text);
            Assert.False(File.Exists(path));
            log.Open();
            logger.Log(LogLevel.Information, 7, "Login to the dashboard at http://127.0.0.1:18888/login?t=0123456789abcdef\n- and http://127.0.0.1:18888/login?x=1&t=0123456789abcdef.", null, (text, _) => text);
            logger.Log(LogLevel.Debug, 7, "chatter", null, (text, _) => text);
        }

        Assert.Equal(
            """
            2026-11-30T09:00:00.0000000+00:00 Information Aspire[7] early
            2026-11-30T09:00:00.0000000+00:00 Information Aspire[7] Login to the dashboard at http://127.0.0.1:18888/login?t=…
            - and http://127.0.0.1:18888/login?x=1&t=…
            """,
            File.ReadAllText(path).TrimEnd());
    }
}
