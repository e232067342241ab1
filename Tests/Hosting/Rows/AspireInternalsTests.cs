using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using Workshop.Hosting.Rows;

namespace Workshop.Hosting.Tests.Rows;

/// <summary>What rows take from this Aspire beyond its API is there: with another version these tests say so first.</summary>
public sealed class AspireInternalsTests
{
    [Fact]
    public void A_row_has_an_id_that_is_not_its_name() => Assert.True(AspireInternals.KnowsIds);

    [Fact]
    public async Task A_rows_log_begins_anew_for_its_next_pod()
    {
        using var loggers = new ResourceLoggerService();
        loggers.GetLogger("pod__1").Log(LogLevel.Information, default, "before", null, static (text, _) => text);

        Assert.True(AspireInternals.TryForgetLog(loggers, "pod__1"));

        loggers.GetLogger("pod__1").Log(LogLevel.Information, default, "after", null, static (text, _) => text);
        await using var lines = loggers.WatchAsync("pod__1").GetAsyncEnumerator();
        await lines.MoveNextAsync();
        Assert.EndsWith("after", Assert.Single(lines.Current).Content, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_nobody_wrote_can_be_forgotten()
    {
        using var loggers = new ResourceLoggerService();

        Assert.True(AspireInternals.TryForgetLog(loggers, "pod__7"));
    }
}
